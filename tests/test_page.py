"""The page: what is in it, that texts stay data, and that the built files are those of the sources."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from hostile import HOSTILE, everywhere
from kg.graph.findings import Findings
from kg.page import payload, standing_alone
from kg.page.document import built
from worked_example import FINDINGS

WEB = Path(__file__).parent.parent / "web"


def data_of(page: str) -> dict[str, list[dict[str, object]]]:
    """The JSON block of a page, as a browser finds it: to the first end tag."""
    found = re.search(r'<script type="application/json" id="findings">(.*?)</script', page, re.DOTALL)
    assert found is not None
    content: dict[str, list[dict[str, object]]] = json.loads(found.group(1))
    return content


def test_the_page_shows_every_meeting_actor_and_article() -> None:
    content = data_of(standing_alone(payload(FINDINGS)))
    assert {m["id"] for m in content["meetings"]} == {m.id for m in FINDINGS.meetings}
    assert {a["id"] for a in content["articles"]} == {a.id for a in FINDINGS.articles}
    witkoff = next(a for a in content["actors"] if a["id"] == "person:steve-witkoff")
    assert witkoff["misspellings"] == ["Vicchoff", "Vitcoff"]


def test_quotations_come_with_the_words_around_them() -> None:
    texts = {article.id: article.text for article in FINDINGS.articles}
    quotations = [q for m in json.loads(payload(FINDINGS))["meetings"] for q in m["evidence"] if q["field"] == "text"]
    assert quotations
    for q in quotations:
        assert q["before"] + q["quote"] + q["after"] in texts[q["document"]]


def test_the_same_findings_give_the_same_bytes_in_any_order() -> None:
    turned = Findings(
        meetings=FINDINGS.meetings[::-1], reports=FINDINGS.reports[::-1], articles=FINDINGS.articles[::-1]
    )
    assert payload(turned) == payload(FINDINGS)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_becomes_markup_or_script(name: str) -> None:
    page = standing_alone(payload(everywhere(HOSTILE[name])))
    assert page.count("<script") == 2 + built("page.js").count("<script")
    assert data_of(page)["articles"][0]["title"] == HOSTILE[name]


def test_the_policy_lets_only_the_built_script_run() -> None:
    page = standing_alone(payload(FINDINGS))
    script = page.rsplit("<script>", 1)[1].removesuffix("</script>\n</body>\n</html>\n")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page


@pytest.mark.skipif(not WEB.is_dir(), reason="the sources of the page are only in a checkout")
def test_the_built_page_is_that_of_its_sources() -> None:
    paths = ["package-lock.json", *(p.relative_to(WEB).as_posix() for p in (WEB / "src").rglob("*.*"))]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.encode() + b"\0" + (WEB / path).read_bytes() + b"\0")
    assert built("sources.sha256").strip() == digest.hexdigest(), "run `make page`"
