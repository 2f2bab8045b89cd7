"""Mentions of one article become actors: names, offices, pronouns, states."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kg.evaluation.respelling import respell
from kg.knowledge import Knowledge
from kg.model import Match, Mention, MentionKind, Span
from kg.resolution.actors import Cast, resolve_actors
from kg.resolution.decisions import NO_DECISIONS, DecisionError, Decisions, decide, read_decisions

APRIL = dt.date(2025, 4, 18)


class Text:
    """Mentions in the order they are added, each a sentence apart unless told otherwise."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []

    def add(
        self,
        words: str,
        kind: MentionKind = "person",
        *,
        post: str | None = None,
        country: str | None = None,
        refers_to: tuple[Mention, ...] = (),
        gap: int = 50,
        plural: bool = False,
        doubtful: bool = False,
    ) -> Mention:
        start = (self.mentions[-1].span.end if self.mentions else 0) + gap
        mention = Mention(
            span=Span(start=start, end=start + len(words), quote=words),
            kind=kind,
            name="" if kind == "description" else words,
            post=post,
            country=country,
            refers_to=refers_to,
            plural=plural,
            doubtful=doubtful,
        )
        self.mentions.append(mention)
        return mention

    def cast(
        self, knowledge: Knowledge, *, published: dt.date | None = APRIL, decisions: Decisions = NO_DECISIONS
    ) -> Cast:
        return resolve_actors(self.mentions, published=published, knowledge=knowledge, decisions=decisions)


def ids(cast: Cast, mentions: Sequence[Mention]) -> list[str]:
    return [match.actor.id for mention in mentions for match in cast.matches(mention)]


def only(matches: tuple[Match, ...]) -> Match:
    (match,) = matches
    return match


@pytest.mark.parametrize("published", [APRIL, None])
def test_one_envoy_in_four_spellings_is_one_person(knowledge: Knowledge, published: dt.date | None) -> None:
    text = Text()
    envoy = [text.add("Vitcoff"), text.add("Steve Witcoff", post="envoy", country="US")]
    envoy += [text.add("Vicchoff"), text.add("Vitkoff")]
    president = [text.add("Volodimier Zelansky", post="President", country="UA"), text.add("Zelanceci")]
    cast = text.cast(knowledge, published=published)
    assert ids(cast, envoy) == ["person:steve-witkoff"] * 4
    assert len(set(ids(cast, president))) == 1
    assert only(cast.matches(president[0])).actor.country == "UA"


def test_a_misspelt_name_keeps_its_reasons(knowledge: Knowledge) -> None:
    text = Text()
    text.add("Steve Witkoff", post="envoy", country="US")
    bare = text.add("Vicchoff")
    match = only(text.cast(knowledge).matches(bare))
    assert match.form == "Vicchoff"
    assert match.reasons[0] == "family name spelt alike (0.98) in the article"
    assert not match.overruled


def test_father_and_son_stay_two(knowledge: Knowledge) -> None:
    text = Text()
    kims = [text.add("Kim Jong Il"), text.add("Kim Jong Un", post="leader", country="KP")]
    assert ids(text.cast(knowledge), kims) == ["person:kim-jong-il", "person:kim-jong-un"]


def test_two_presidents_of_one_family_stay_two(knowledge: Knowledge) -> None:
    text = Text()
    bushes = [text.add("George W. Bush"), text.add("George H. W. Bush")]
    assert len(set(ids(text.cast(knowledge), bushes))) == 2


def test_names_joined_in_one_list_are_two_people(knowledge: Knowledge) -> None:
    text = Text()
    pair = [text.add("Anton Brandvik"), text.add("Anton Brandwik", gap=5)]
    assert len(set(ids(text.cast(knowledge), pair))) == 2


def test_another_first_name_is_another_person(knowledge: Knowledge) -> None:
    text = Text()
    senator = text.add("Bob Kerrey", post="senator", country="US")
    assert only(text.cast(knowledge, published=dt.date(2014, 5, 1)).matches(senator)).actor.id != "person:john-kerry"


def test_a_bare_name_means_who_held_the_post(knowledge: Knowledge) -> None:
    for post, country, year, expected in (
        ("Secretary of State", "US", 2003, "person:colin-powell"),
        ("National Security Adviser", "GB", 2025, "person:jonathan-powell"),
    ):
        text = Text()
        mention = text.add("Powell", post=post, country=country)
        assert only(text.cast(knowledge, published=dt.date(year, 3, 1)).matches(mention)).actor.id == expected


def test_an_unknown_person_is_named_by_the_fullest_form(knowledge: Knowledge) -> None:
    text = Text()
    forms = [text.add("Quist"), text.add("Torvald Quist", post="deputy minister", country="NO"), text.add("Kvist")]
    actor = only(text.cast(knowledge).matches(forms[0])).actor
    assert ids(text.cast(knowledge), forms) == ["person:torvald-quist:no"] * 3
    assert (actor.label, actor.country, actor.aliases, actor.misspellings) == (
        "Torvald Quist",
        "NO",
        ("Quist",),
        ("Kvist",),
    )


def test_a_doubtful_word_founds_nobody(knowledge: Knowledge) -> None:
    text = Text()
    word = text.add("Brandenvik", doubtful=True)
    assert text.cast(knowledge).matches(word) == ()


def test_an_office_is_its_only_holder(knowledge: Knowledge) -> None:
    text = Text()
    minister = text.add("the Chinese foreign minister", "description", post="foreign minister", country="CN")
    match = only(text.cast(knowledge).matches(minister))
    assert match.actor.id == "person:wang-yi"
    assert match.reasons == ("the only holder of that post for CN on 2025-04-18",)


def test_an_office_without_a_date_is_a_group(knowledge: Knowledge) -> None:
    text = Text()
    minister = text.add("the Chinese foreign minister", "description", post="foreign minister", country="CN")
    actor = only(text.cast(knowledge, published=None).matches(minister)).actor
    assert (actor.id, actor.label, actor.kind, actor.country) == (
        "group:cn:foreign-minister",
        "Chinese foreign minister",
        "group",
        "CN",
    )


def test_an_office_is_whom_the_article_names_in_it(knowledge: Knowledge) -> None:
    text = Text()
    text.add("Torvald Quist", post="foreign minister", country="NO")
    minister = text.add("Norway's foreign minister", "description", post="foreign minister", country="NO")
    assert ids(text.cast(knowledge, published=None), [minister]) == ["person:torvald-quist:no"]


def test_a_pronoun_is_whom_it_refers_to(knowledge: Knowledge) -> None:
    text = Text()
    one = text.add("Marco Rubio", post="Secretary of State", country="US")
    other = text.add("Sergei Lavrov", post="Foreign Minister", country="RU")
    he = text.add("he", "pronoun", refers_to=(one,))
    both = text.add("the two ministers", "description", refers_to=(one, other), plural=True)
    cast = text.cast(knowledge)
    assert ids(cast, [he, both]) == ["person:marco-rubio", "person:marco-rubio", "person:sergei-lavrov"]
    assert only(cast.matches(he)).reasons[0] == "'he' refers to 'Marco Rubio'"


def test_seats_of_power_are_states(knowledge: Knowledge) -> None:
    text = Text()
    kremlin = text.add("Kremlin", "state", country="RU")
    match = only(text.cast(knowledge).matches(kremlin))
    assert (match.actor.id, match.reasons) == ("state:ru", ("metonym of Russia",))


def test_decisions_overrule_and_are_marked(knowledge: Knowledge) -> None:
    text = Text()
    text.add("Steve Witkoff", post="envoy", country="US")
    bare = text.add("Vicchoff")
    apart = decide([("different", "Vicchoff", "Steve Witkoff")])
    assert ids(text.cast(knowledge, decisions=apart), [bare]) != ["person:steve-witkoff"]
    together = decide([("same", "Blorf", "person:steve-witkoff")])
    odd = text.add("Blorf")
    match = only(text.cast(knowledge, decisions=together).matches(odd))
    assert (match.actor.id, match.overruled) == ("person:steve-witkoff", True)


def test_a_decision_reaches_people_the_article_does_not_name(knowledge: Knowledge) -> None:
    text = Text()
    odd = text.add("Blorf")
    together = decide([("same", "Blorf", "person:steve-witkoff")])
    assert ids(text.cast(knowledge, decisions=together), [odd]) == ["person:steve-witkoff"]


def test_decisions_are_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"decision": "same", "names": ["Vicchoff", "person:steve-witkoff"]}\n', encoding="utf-8")
    assert read_decisions(path).judgement("VICCHOFF", "person:steve-witkoff") == "same"
    path.write_text('\n{"decision": "perhaps", "names": ["a", "b"]}\n', encoding="utf-8")
    with pytest.raises(DecisionError, match=r"decisions\.jsonl:2: decision is 'perhaps'"):
        read_decisions(path)
    with pytest.raises(DecisionError, match="decided same and different"):
        decide([("same", "a", "b"), ("different", "B", "A")])


@pytest.fixture(scope="module")
def office_holders(knowledge: Knowledge) -> Mapping[str, str]:
    """Labels and countries of well-known people whose family name is the last word."""
    labels = [
        *("Emmanuel Macron", "Sergei Lavrov", "Antony Blinken", "Narendra Modi", "Olaf Scholz", "Fumio Kishida"),
        *("Joe Biden", "Vladimir Putin", "Recep Tayyip Erdogan", "Benjamin Netanyahu", "Justin Trudeau"),
    ]
    found = {label: knowledge.find(label) for label in labels}
    return {label: actors[0].id for label, actors in found.items() if actors}


@pytest.mark.parametrize("seed", range(12))
def test_respelt_family_names_lead_to_the_same_people(
    knowledge: Knowledge, office_holders: Mapping[str, str], seed: int
) -> None:
    generator = random.Random(seed)
    text, expected = Text(), []
    chosen = generator.sample(sorted(office_holders), 3)
    for label in chosen:
        given, _, family = label.rpartition(" ")
        actor = knowledge.actor(office_holders[label])
        text.add(f"{given} {respell(family, generator)}", country=actor.country)
        expected.append(actor.id)
    for label in chosen:
        text.add(respell(label.rpartition(" ")[2], generator))
    cast = text.cast(knowledge, published=dt.date(2023, 6, 1))
    right = sum(a == b for a, b in zip(ids(cast, text.mentions), expected * 2, strict=True))
    assert right >= 4, "one of three, in all he is called by"
