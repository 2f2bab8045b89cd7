"""The page: what is in it, that texts stay data, and that the built files are those of the sources."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from hostile import HOSTILE, everywhere
from kg.graph.findings import Findings
from kg.page import meeting_told, overview, spellings, standing_alone
from kg.page.document import built
from worked_example import FINDINGS

WEB = Path(__file__).parent.parent / "web"


def page_of(findings: Findings) -> str:
    return "".join(standing_alone(findings))


def block(page: str, name: str) -> str:
    """A block of data of a page, as a browser finds it: to the first end tag."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script', page, re.DOTALL)
    assert found is not None
    return found.group(1)


def lines(page: str, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in block(page, name).split("\n")[:-1]]


def seen(findings: Findings) -> dict[str, Any]:
    """The overview."""
    found: dict[str, Any] = json.loads(b"".join(overview(findings, spellings(findings))))
    return found


def test_the_overview_has_a_row_for_every_meeting_actor_and_place() -> None:
    content = seen(FINDINGS)
    paris = next(row for row in content["meetings"] if row[0] == FINDINGS.meetings[-1].id)
    meeting = FINDINGS.meetings[-1]
    assert paris[1:4] == [meeting.status, meeting.kind, meeting.medium]
    assert [content["actors"][number][0] for number, _ in paris[9]] == [p.actor.id for p in meeting.participants]
    assert meeting.place is not None and content["places"][paris[8]][:2] == [meeting.place.id, meeting.place.name]
    assert [content["sources"][number] for number in paris[10]] == list(meeting.sources)
    assert {row[0] for row in content["meetings"]} == {m.id for m in FINDINGS.meetings}
    witkoff = next(row for row in content["actors"] if row[0] == "person:steve-witkoff")
    assert {"Vicchoff", "Vitcoff", "Witkoff"} <= set(witkoff[4])


def test_what_is_told_stands_in_the_order_of_the_overview() -> None:
    page, content = page_of(FINDINGS), seen(FINDINGS)
    assert json.loads(block(page, "overview")) == content
    assert [told["id"] for told in lines(page, "meetings")] == [row[0] for row in content["meetings"]]
    assert len(lines(page, "actors")) == len(content["actors"])
    where = [row[0] for row in content["actors"]].index("person:steve-witkoff")
    witkoff = lines(page, "actors")[where]
    assert witkoff["posts"][0]["title"] == "Special Envoy"
    assert witkoff["spelt"]["Steve Vicchoff"] == ["news.example"]


def test_quotations_come_with_the_words_around_them() -> None:
    texts = {article.id: article.text for article in FINDINGS.articles}
    told = [json.loads(meeting_told(meeting, FINDINGS)) for meeting in FINDINGS.meetings]
    quotations = [q for each in told for q in each["evidence"] if q["field"] == "text"]
    assert quotations
    for q in quotations:
        assert q["before"] + q["quote"] + q["after"] in texts[q["document"]]
    assert {article["id"] for each in told for article in each["articles"]} == set(texts)


def test_the_same_findings_give_the_same_bytes_in_any_order() -> None:
    turned = Findings(
        meetings=FINDINGS.meetings[::-1], reports=FINDINGS.reports[::-1], articles=FINDINGS.articles[::-1]
    )
    assert page_of(turned) == page_of(FINDINGS)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_becomes_markup_or_script(name: str) -> None:
    page = page_of(everywhere(HOSTILE[name]))
    assert page.count("<script") == 4 + built("page.js").count("<script")
    assert lines(page, "meetings")[0]["articles"][0]["title"] == HOSTILE[name]


def test_the_policy_lets_only_the_built_script_run() -> None:
    page = page_of(FINDINGS)
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
