"""The measures, on annotations small enough to work out by hand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation import Annotation, Figures, Tally, ablation, bootstrap, read_gold, read_predicted, score
from kg.evaluation.annotations import AnnotatedParty, AnnotatedPlace
from kg.evaluation.garbling import VARIANTS, Annotated, garbled, measure, names_of
from kg.evaluation.names import normalized, prepared, same_party, same_place
from kg.extractors import FAMILIES
from kg.extractors.lexicon import triggers
from kg.knowledge import Knowledge
from kg.model import Article
from kg.pipeline import Extractor, Settings


def person(name: str, *aliases: str, country: str | None = None, optional: bool = False) -> AnnotatedParty:
    return AnnotatedParty(name=name, aliases=aliases, kind="person", country=country, optional=optional)


def state(name: str, country: str) -> AnnotatedParty:
    return AnnotatedParty(name=name, kind="state", country=country)


def meeting(
    *parties: AnnotatedParty,
    on: str | None = "2024-05-06",
    to: str | None = None,
    at: str | None = "Vienna",
    status: str = "held",
    medium: str = "in_person",
    kind: str = "meeting",
    scope: str = "international",
    specific: bool = True,
) -> Annotation:
    return Annotation(
        participants=parties,
        start=on,
        end=to or on,
        place=AnnotatedPlace(name=at) if at else None,
        status=status,
        medium=medium,
        kind=kind,
        scope=scope,
        specific=specific,
    )


VIENNA = Article(
    id="d",
    title="Schallenberg hosts Lavrov in Vienna",
    text="Austrian Foreign Minister Alexander Schallenberg met his Russian counterpart Sergei Lavrov in Vienna Monday."
    "\n\nSchallenberg's office said that Lavrov would stay for two days.",
    published=dt.date(2024, 5, 7),
    published_from="metadata",
)
SCHALLENBERG = person("Alexander Schallenberg", "Schallenberg", country="AT")
FIDAN = person("Hakan Fidan", "Fidan", country="TR")
GROSSI = person("Rafael Grossi", "Grossi")
LAVROV = person("Sergei Lavrov", "Lavrov", country="RU")


def figures(gold: list[Annotation], predicted: list[Annotation]) -> Figures:
    return Figures.of(score({"d": gold}, {"d": predicted}).total)


def verdicts(gold: list[Annotation], predicted: list[Annotation]) -> list[str]:
    return [finding.verdict for finding in score({"d": gold}, {"d": predicted}).findings]


def test_the_same_meeting_is_strictly_right() -> None:
    right = meeting(SCHALLENBERG, FIDAN)
    found = figures([right], [right])
    assert (found.detection_f1, found.participants_f1, found.strict_f1) == (1, 1, 1)
    assert (found.when_exact, found.where_right, found.status_accuracy, found.medium_accuracy) == (1, 1, 1, 1)


def test_one_of_two_found_and_one_too_many() -> None:
    gold = [meeting(SCHALLENBERG, FIDAN), meeting(SCHALLENBERG, GROSSI, on="2024-05-10")]
    predicted = [gold[0], meeting(LAVROV, FIDAN), meeting(LAVROV, GROSSI)]
    found = figures(gold, predicted)
    assert found.detection_precision == pytest.approx(1 / 3)
    assert found.detection_recall == pytest.approx(1 / 2)
    assert found.detection_f1 == pytest.approx(0.4)
    assert verdicts(gold, predicted) == ["strict", "missed", "spurious", "spurious"]


def test_a_missing_participant_lowers_recall_and_one_too_many_precision() -> None:
    gold = [meeting(SCHALLENBERG, FIDAN, GROSSI)]
    fewer = figures(gold, [meeting(SCHALLENBERG, FIDAN)])
    assert (fewer.participants_precision, fewer.participants_recall) == pytest.approx((1, 2 / 3))
    more = figures(gold, [meeting(SCHALLENBERG, FIDAN, GROSSI, LAVROV)])
    assert (more.participants_precision, more.participants_recall) == (0.75, 1)
    assert fewer.strict_f1 == more.strict_f1 == 0


def test_an_optional_participant_neither_helps_nor_hurts() -> None:
    gold = [meeting(SCHALLENBERG, FIDAN, person("Interpreter", optional=True))]
    without = figures(gold, [meeting(SCHALLENBERG, FIDAN)])
    named = figures(gold, [meeting(SCHALLENBERG, FIDAN, person("Interpreter"))])
    assert (without.strict_f1, named.strict_f1) == (1, 1)
    assert named.participants_precision == 1


@pytest.mark.parametrize(
    ("day", "last", "expected"),
    [
        ("2024-05-06", "2024-05-06", "when_exact"),
        ("2024-05-05", "2024-05-06", "overlap"),
        ("2024-05-07", "2024-05-07", "when_wrong"),
        (None, None, "when_abstained"),
    ],
)
def test_when_is_exact_overlapping_wrong_or_abstained(day: str | None, last: str | None, expected: str) -> None:
    found = figures([meeting(SCHALLENBERG, FIDAN)], [meeting(SCHALLENBERG, FIDAN, on=day, to=last)])
    shares = {
        "when_exact": found.when_exact,
        "overlap": found.when_exact_or_overlap - found.when_exact,
        "when_wrong": found.when_wrong,
        "when_abstained": found.when_abstained,
    }
    assert shares == {key: float(key == expected) for key in shares}


def test_two_days_apart_is_another_meeting() -> None:
    assert verdicts([meeting(SCHALLENBERG, FIDAN)], [meeting(SCHALLENBERG, FIDAN, on="2024-05-08")]) == [
        "missed",
        "spurious",
    ]


def test_a_date_and_a_place_where_none_are_known_are_made_up() -> None:
    gold = [meeting(SCHALLENBERG, FIDAN, on=None, at=None)]
    found = figures(gold, [meeting(SCHALLENBERG, FIDAN)])
    assert (found.when_made_up, found.where_made_up, found.strict_f1) == (1, 1, 0)
    assert figures(gold, gold).strict_f1 == 1


def test_where_status_and_medium_are_counted_apart() -> None:
    found = figures(
        [meeting(SCHALLENBERG, FIDAN)], [meeting(SCHALLENBERG, FIDAN, at="Graz", status="planned", medium="phone")]
    )
    assert (found.where_wrong, found.status_accuracy, found.medium_accuracy) == (1, 0, 0)
    (finding,) = score(
        {"d": [meeting(SCHALLENBERG, FIDAN)]}, {"d": [meeting(SCHALLENBERG, FIDAN, at="Graz", status="planned")]}
    ).findings
    assert finding.why == "where wrong, status"


def test_an_unknown_medium_of_the_gold_is_not_measured() -> None:
    gold = meeting(SCHALLENBERG, FIDAN, medium="unknown")
    tally = score({"d": [gold]}, {"d": [meeting(SCHALLENBERG, FIDAN)]}).total
    assert (tally.medium_gold, tally.medium_right) == (0, 0)


@pytest.mark.parametrize(
    "not_counted",
    [
        meeting(SCHALLENBERG, FIDAN, scope="domestic"),
        meeting(SCHALLENBERG, FIDAN, specific=False),
        meeting(SCHALLENBERG, person("Hakan Fidan", optional=True)),
    ],
    ids=["domestic", "not specific", "one required participant"],
)
def test_what_does_not_count_neither_helps_nor_hurts(not_counted: Annotation) -> None:
    predicted = [meeting(SCHALLENBERG, FIDAN), meeting(SCHALLENBERG, FIDAN, on="2024-09-09")]
    tally = score({"d": [not_counted]}, {"d": predicted}).total
    assert (tally.gold, tally.predicted, tally.found) == (0, 0, 0)


def test_a_visit_told_through_its_meeting_need_not_be_reported_again() -> None:
    talks, visit = meeting(SCHALLENBERG, FIDAN), meeting(FIDAN, SCHALLENBERG, kind="visit", to="2024-05-07")
    assert figures([talks, visit], [talks]).detection_recall == 1
    elsewhere = meeting(FIDAN, SCHALLENBERG, kind="visit", on="2024-06-07")
    assert figures([talks, elsewhere], [talks]).detection_recall == 0.5


def test_a_prediction_with_one_participant_is_no_meeting() -> None:
    assert score({"d": []}, {"d": [meeting(SCHALLENBERG)]}).total == Tally()


def test_the_best_pair_is_chosen_first() -> None:
    gold = [meeting(SCHALLENBERG, FIDAN), meeting(SCHALLENBERG, FIDAN, GROSSI)]
    predicted = [meeting(SCHALLENBERG, FIDAN, GROSSI), meeting(SCHALLENBERG, FIDAN)]
    assert verdicts(gold, predicted) == ["strict", "strict"]


def test_documents_without_gold_are_left_out() -> None:
    assert score({"d": []}, {"other": [meeting(SCHALLENBERG, FIDAN)]}).total == Tally()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person("Fidan"), person("Hakan Fidan"), True),
        (person("Foreign Minister Hakan Fidan"), person("Hakan Fidan"), True),
        (person("Hakan"), person("Hakan Fidan"), True),
        (person("Recep Erdoğan"), person("Recep Tayyip Erdogan"), True),
        (person("Tayyip"), person("Recep Tayyip Erdogan"), False),
        (person("Kim Jong Un"), person("Kim Jong Il"), False),
        (person("Bilal Erdogan"), person("Recep Tayyip Erdogan"), False),
        (state("Britain", "GB"), state("United Kingdom", "GB"), True),
        (LAVROV, state("Russia", "RU"), True),
        (state("Russia", "RU"), LAVROV, False),
        (AnnotatedParty(name="Turkish foreign minister", kind="group", country="TR"), state("Turkey", "TR"), True),
        (
            AnnotatedParty(name="Houthi movement", kind="group"),
            AnnotatedParty(name="Houthi", kind="organization"),
            True,
        ),
        (AnnotatedParty(name="Hamas", kind="organization"), AnnotatedParty(name="Fatah", kind="organization"), False),
        (AnnotatedParty(name="", kind="person"), AnnotatedParty(name="", kind="person"), False),
    ],
)
def test_who_is_the_same(one: AnnotatedParty, other: AnnotatedParty, same: bool) -> None:
    assert same_party(prepared(one), prepared(other)) is same


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Hague", "hague"),
        ("Türkiye's", "turkey"),
        ("Guinea-Bissau", "guinea bissau"),
        ("Işık", "isik"),
        ("N'Djamena", "ndjamena"),
        (None, ""),
    ],
)
def test_names_are_compared_without_accents_case_and_punctuation(text: str | None, plain: str) -> None:
    assert normalized(text) == plain


def test_a_place_may_be_told_shorter() -> None:
    assert same_place("Washington", "Washington, D.C.")
    assert not same_place("New York", "New Delhi")


def test_the_same_seed_gives_the_same_interval() -> None:
    right, wrong = meeting(SCHALLENBERG, FIDAN), meeting(LAVROV, GROSSI)
    scores = score({"a": [right], "b": [right], "c": [right]}, {"a": [right], "b": [right], "c": [wrong]})
    detection, strict = bootstrap(scores.tallies, samples=200)
    assert bootstrap(scores.tallies, samples=200) == (detection, strict)
    assert detection.measure == "detection_f1"
    assert detection.low < Figures.of(scores.total).detection_f1 < detection.high
    with pytest.raises(ValueError, match="at least one document"):
        bootstrap({}, samples=10)


def test_files_are_read_and_a_broken_line_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"id": "a", "meetings": [{"participants": [], "start": null}]}\n\n{"id": "not annotated"}\n', encoding="utf-8"
    )
    assert list(read_gold(gold)) == ["a"]
    predicted = tmp_path / "reports.jsonl"
    predicted.write_text(
        '{"document": "a", "participants": null, "start": "2024-02-01T10:00Z"}\n{"document": "a", "start": "soon"}\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"reports\.jsonl:2: .*soon.*correct or remove"):
        read_predicted(predicted)
    predicted.write_text('{"participants": []}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"reports\.jsonl:1: no document"):
        read_predicted(predicted)


parties = st.lists(st.sampled_from([SCHALLENBERG, FIDAN, GROSSI, LAVROV]), min_size=2, max_size=4, unique_by=id)
meetings = st.lists(
    st.builds(lambda who, day: meeting(*who, on=f"2024-05-{day:02}"), parties, st.integers(1, 28)), max_size=4
)


@given(gold=meetings, predicted=meetings)
def test_measures_stay_between_nothing_and_all(gold: list[Annotation], predicted: list[Annotation]) -> None:
    scores = score({"d": gold}, {"d": predicted})
    total = scores.total
    assert total.strict <= total.found <= min(total.gold, total.predicted)
    counted = [finding for finding in scores.findings if finding.gold is not None]
    assert len(counted) == total.gold
    assert json.loads(json.dumps(total.found)) == len(counted) - sum(f.verdict == "missed" for f in counted)


@given(gold=meetings)
def test_the_gold_itself_is_found_whole(gold: list[Annotation]) -> None:
    total = score({"d": gold}, {"d": gold}).total
    assert total.strict == total.found == total.gold


def test_the_family_names_of_an_article_are_those_of_its_annotation() -> None:
    parties = (SCHALLENBERG, person("Sergei Lavrov", "Minister Lavrov", "the Minister"), state("Austria", "AT"))
    assert names_of(Annotated(article=VIENNA, meetings=(meeting(*parties),))) == {"Schallenberg", "Lavrov"}


def test_respelt_names_count_as_names_and_repaired_ones_only_by_their_right_name() -> None:
    given = Annotated(article=VIENNA, meetings=(meeting(SCHALLENBERG, LAVROV),))
    respelt, repaired = (garbled(given, variant=name, seed=1) for name in ("names respelt", "names repaired"))
    assert respelt.article == repaired.article != given.article
    assert "Lavrov" not in respelt.article.text and "Schallenberg" not in (respelt.article.title or "")
    assert respelt == garbled(given, variant="names respelt", seed=1) != garbled(given, variant="names respelt", seed=2)
    lavrov = respelt.meetings[0].parties[1]
    spellings = [alias for alias in lavrov.aliases or () if alias != "Lavrov"]
    assert spellings and all(
        alias.split()[-1] in respelt.article.text + str(respelt.article.title) for alias in spellings
    )
    assert repaired.meetings == given.meetings


def test_litter_leaves_the_article_in_one_piece() -> None:
    given = Annotated(article=VIENNA, meetings=())
    assert VIENNA.text in garbled(given, variant="littered").article.text
    page = garbled(given, variant="web page").article
    assert all(paragraph in page.text for paragraph in VIENNA.text.split("\n\n"))
    assert (page.title, page.published) == (VIENNA.title, VIENNA.published)
    assert garbled(given, variant="capitals").article.title == "SCHALLENBERG HOSTS LAVROV IN VIENNA"


@pytest.mark.model
def test_garbling_is_measured_variant_by_variant() -> None:
    told = meeting(SCHALLENBERG, LAVROV, on="2024-05-06")
    costs = list(measure([VIENNA], {"d": [told]}, extractor=Extractor.load(Settings())))
    assert [cost.variant for cost in costs] == list(VARIANTS)
    assert {
        cost.variant: cost.changed for cost in costs if cost.variant not in {"names respelt", "names repaired"}
    } == {
        "as given": 0,
        "title case": 0,
        "capitals": 0,
        "littered": 0,
        "web page": 0,
    }
    assert costs[0].figures.detection_recall == 1.0
    with pytest.raises(ValueError, match="ids"):
        next(measure([VIENNA], {}, extractor=Extractor.load(Settings())))


def test_every_family_of_the_phrases_can_be_left_out() -> None:
    known = triggers()
    families = {verb.family for verb in known.verbs.values()} | {noun.family for noun in known.nouns.values()}
    assert families <= set(FAMILIES)
    assert {f"family {name}" for name in FAMILIES} <= {step.name for step in ablation.STEPS}


@pytest.mark.model
class TestAblation:
    """Leaving out a step changes what that step is for, and nothing where it has nothing to do."""

    PLAIN = Article(
        id="plain",
        title="Lavrov In Vienna For Talks",
        text="Austrian Foreign Minister Alexander Schallenberg met his Russian counterpart Sergei Lavrov in Vienna "
        "on 6 May 2024. Their talks lasted two hours. They will meet again, Schalenberg said.\n\n"
        "Hungarian Foreign Minister Peter Szijjarto will visit Qatar next week.",
        published=dt.date(2024, 5, 7),
        published_from="metadata",
    )

    @pytest.fixture(scope="class")
    def found(self) -> dict[str, Figures]:
        told = [meeting(SCHALLENBERG, LAVROV)]
        extractor = Extractor.load(Settings(min_confidence=0))
        effects = ablation.measure([self.PLAIN], {"plain": told}, extractor=extractor)
        return {each.without: each.figures for each in effects}

    def test_every_step_has_its_row_and_the_whole_program_is_the_first(self, found: dict[str, Figures]) -> None:
        assert list(found) == [ablation.NOTHING, *(step.name for step in ablation.STEPS)]
        assert found[ablation.NOTHING].detection_recall == 1

    def test_without_its_family_a_meeting_is_missed(self, found: dict[str, Figures]) -> None:
        assert found["family encounters"].found == 0
        assert found["family calls"] == found[ablation.NOTHING]

    def test_without_visits_no_visit_is_told(self, found: dict[str, Figures]) -> None:
        assert (found["family visits"].predicted, found[ablation.NOTHING].predicted) == (1, 3)

    def test_articles_must_be_annotated(self) -> None:
        with pytest.raises(ValueError, match="ids"):
            next(ablation.measure([self.PLAIN], {}, extractor=Extractor.load(Settings())))


@pytest.mark.model
@pytest.mark.parametrize(
    ("step", "text", "parties"),
    [
        ("coreference", "Emmanuel Macron spoke in Berlin. He met Olaf Scholz there.", []),
        ("repair of names", "Sergei Lavrov spoke in Vienna. Later Lavrav met Hakan Fidan.", []),
        ("known people", "Macron met Scholz in Berlin.", []),
        (
            "joining phrases",
            "Emmanuel Macron met Olaf Scholz in Berlin. Macron and Scholz held talks for two hours.",
            ["Emmanuel Macron", "Olaf Scholz", "Emmanuel Macron", "Olaf Scholz"],
        ),
    ],
)
def test_a_step_left_out_does_not_do_its_work(step: str, text: str, parties: list[str]) -> None:
    whole = Extractor.load(Settings())
    article = Article(id="case", text=text, published=dt.date(2023, 5, 7), published_from="metadata")
    without = next(each for each in ablation.STEPS if each.name == step).without(whole)
    names = [p.actor.label for report in without.extract(article)[1] for p in report.participants]
    assert names == parties
    assert [p.actor.label for report in whole.extract(article)[1] for p in report.participants] != parties


def test_knowledge_can_be_cut_down_to_some_kinds(knowledge: Knowledge) -> None:
    organizations = knowledge.only({"organization", "group"})
    assert not organizations.people and knowledge.people
    assert dict(organizations.organizations) == dict(knowledge.organizations)
