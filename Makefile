# make demo    set everything up in .venv and build the graph of the example articles
# make test    set everything up and check it: lint, types, and the tests against the built wheel
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
WHEEL_CHECK := build/wheel-check
# Every extra but spark, which weighs more than all the rest.
UV_LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
UV_OPTIONS := --extra explore --extra pictures --extra tables $(UV_LOCKED)

.PHONY: demo test check exports schemas readme page readers pictures bench fuzz soak properties audit lock clean

demo: $(VENV)/.installed
	@$(BIN)/kg build examples/articles --output demo || test $$? -eq 1
	@echo "Open demo/report.html in a browser, or demo/graph.gexf in Gephi. Next: $(BIN)/kg --help"

test: $(VENV)/.installed-dev
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy
	rm -rf $(WHEEL_CHECK) && mkdir -p $(WHEEL_CHECK)
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir $(WHEEL_CHECK) .
	PYTHON=$(BIN)/python ./tests/run-against-wheel $(WHEEL_CHECK)

# The tests against the checkout, for while you work.
check: $(VENV)/.installed-dev
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

exports: $(VENV)/.installed
	rm -rf exports
	$(BIN)/kg build examples/articles --output exports --format all

# Writes the output that the README shows anew.
readme: $(VENV)/.installed-dev
	$(BIN)/python tests/test_readme.py

schemas: $(VENV)/.installed
	$(BIN)/python -c 'from pathlib import Path; from kg.records import MeetingRecord, ReportRecord, json_schema; [Path(f"ontology/{n}.schema.json").write_bytes(json_schema(r)) for n, r in (("report", ReportRecord), ("meeting", MeetingRecord))]'

# The page that shows findings, built of web/ into kg/page/built; only this needs Node.
page:
	cd web && npm ci --silent --no-audit --no-fund && npm run --silent check && npm run --silent build

# Libraries that read our exports in tests and stay out of our environment: JavaScript's (they need Node), and
# FollowTheMoney's own (it needs a compiler, pkg-config and ICU: libicu-dev). Without them their tests are skipped.
readers:
	-cd tests/readers && npm ci --silent --no-audit --no-fund
	-$(PYTHON) -m venv tests/readers/.venv && tests/readers/.venv/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement tests/readers/requirements.lock

# What the README shows of the page; needs an installed Chromium.
pictures: $(VENV)/.installed-dev
	$(BIN)/python tools/pictures.py "$$(command -v chromium)" exports/report.html docs

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

# Made-up inputs for MINUTES: by atheris where it is installed (pip install atheris), else by mutation.
MINUTES ?= 30
fuzz: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/fuzz.py --minutes $(MINUTES)

# Adds and removes at full load for MINUTES.
soak: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/soak.py --minutes $(MINUTES)

# The property tests with many more examples.
properties: $(VENV)/.installed-dev
	KG_EXAMPLES=5000 $(BIN)/python -m pytest -q -m hypothesis tests

# Asks the advisory database about every locked package; needs the network.
audit: $(VENV)/.installed
	$(PIP) install --quiet "pip-audit>=2.7"
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.lock

# The locks hold for every platform and Python from 3.11 on; they name hashes, never addresses.
lock:
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet "uv>=0.9"
	$(BIN)/uv pip compile pyproject.toml --group build $(UV_OPTIONS) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev $(UV_OPTIONS) --constraint requirements.lock --output-file requirements-dev.lock
	$(BIN)/uv pip compile tests/readers/requirements.in $(UV_LOCKED) --output-file tests/readers/requirements.lock

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 demo")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

clean:
	rm -rf build dist demo
