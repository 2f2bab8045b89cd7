"""Which phrases of one article tell of one encounter, and which of another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Kind, Participation, Place, Sighting, Status, When
from kg.resolution.drafts import Draft, join_participations, same_side

ENCOUNTERS: frozenset[Kind] = frozenset({"meeting", "negotiation"})


@dataclass(slots=True)
class Encounter:
    """The drafts of one encounter while an article is read."""

    drafts: list[Draft] = field(default_factory=list)
    parties: dict[str, Participation] = field(default_factory=dict)
    adopted: Status | None = None
    """The status of what else the article tells of the same party, where only a title without a verb tells this."""
    anchored: When | None = None
    """When it was, counted from another meeting of the article."""

    @property
    def lead(self) -> Draft:
        return self.drafts[0]

    @property
    def kind(self) -> Kind:
        kinds = [d.sighting.kind for d in self.drafts if not d.sighting.anaphoric] or [self.lead.sighting.kind]
        return kinds[0]

    @property
    def status(self) -> Status:
        """What the first phrase says that does say it; a title without a verb leaves it open."""
        told = next((d.sighting for d in self.drafts if not d.sighting.open_status), None)
        return told.status if told is not None else self.adopted or self.lead.sighting.status

    @property
    def open_status(self) -> bool:
        return all(d.sighting.open_status for d in self.drafts)

    @property
    def place(self) -> Place | None:
        """The finest place told, the first of those."""
        places = [d.place for d in self.drafts if d.place is not None]
        return next((p for p in places if p.kind != "country"), places[0] if places else None)

    @property
    def when(self) -> When:
        told = [d for d in self.drafts if d.when.first is not None and d.when.last is not None]
        whole = [d.when for d in told if d.sighting.lasting and d.when.first != d.when.last]
        direct = whole or [d.when for d in told if not d.sighting.anaphoric]
        worded = next((d.when for d in self.drafts if d.when.expression and not d.sighting.anaphoric), self.lead.when)
        exact = min(direct or [d.when for d in told if _near_word(d.when)], key=_days, default=worded)
        return self.anchored or exact

    def add(self, one: Draft, *, with_parties: bool = True) -> None:
        self.drafts.append(one)
        if with_parties:
            for party in one.parties:
                known = self.parties.get(party.actor.id)
                self.parties[party.actor.id] = join_participations(known, party) if known else party


def _near_word(when: When) -> bool:
    """A word like "today" or "on Monday": also beside "the talks" it dates them; a date there may be another's."""
    return when.basis == "publication" and re.search(r"\d", when.expression or "") is None


def _days(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 0


def encounters_of(drafts: Iterable[Draft]) -> list[Encounter]:
    """The encounters of one article, in the order in which they are first told."""
    encounters: list[Encounter] = []
    for one in drafts:
        _place_draft(one, encounters)
    return encounters


def _place_draft(one: Draft, encounters: list[Encounter]) -> None:
    """Add a draft to the encounter it tells of, or begin a new one."""
    pointing = one.again or len(one.parties) < 2 or one.sighting.family == "joining"
    candidates = [e for e in reversed(encounters) if _compatible(one, e)]
    exact = [e for e in candidates if len(_shared(one, e)) >= 2]
    if exact:
        best = max(exact, key=lambda e: (len(_shared(one, e)), e.kind == one.sighting.kind))
        best.add(one)
        return
    if pointing:
        related = [e for e in candidates if _points_to(one, e)]
        if related:
            main = 0 if one.parties else 1  # "the meeting" alone is the one the article is about
            latest = max(related, key=lambda e: (_agrees(one, e), main * len(e.drafts), e.drafts[-1].order))
            joining = one.sighting.family == "joining" or (
                one.sighting.kind in ENCOUNTERS and bool(_shared(one, latest))
            )
            latest.add(one, with_parties=joining)
            return
    if len(one.parties) >= 2 and one.sighting.family != "joining":
        encounter = Encounter()
        encounter.add(one)
        encounters.append(encounter)


def _points_to(one: Draft, encounter: Encounter) -> bool:
    """Whether a phrase like "the talks" can mean this encounter: a party in common, or none named."""
    if one.parties and not _shared(one, encounter):
        if encounter.kind == "visit":
            return False
        near = one.sentence - encounter.drafts[-1].sentence <= 3
        joins = one.sighting.family == "joining" and (near or _agrees(one, encounter))
        return joins or (one.sighting.anaphoric and _agrees(one, encounter))
    if one.sighting.kind == "visit" and encounter.kind != "visit":
        return False
    return one.sentence - encounter.drafts[-1].sentence <= 12


def _agrees(one: Draft, encounter: Encounter) -> bool:
    """Whether both name the same place, or the same day in the same words."""
    placed = one.place is not None and encounter.place is not None and one.place.id == encounter.place.id
    return placed or (one.when.expression is not None and one.when.expression == encounter.when.expression)


def _shared(one: Draft, encounter: Encounter) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    used: set[str] = set()
    for party in one.parties:
        for other in encounter.parties.values():
            if other.actor.id not in used and same_side(party.actor, other.actor):
                pairs.append((party.actor.id, other.actor.id))
                used.add(other.actor.id)
                break
    return pairs


def _compatible(one: Draft, encounter: Encounter) -> bool:
    """Whether nothing speaks against a phrase and an encounter being the same meeting."""
    sighting = one.sighting
    if not _kinds_agree(sighting, encounter):
        return False
    settled = not (sighting.open_status or encounter.open_status)
    if settled and sighting.status != encounter.status and not (sighting.anaphoric and sighting.status == "held"):
        return False
    if sighting.specific != encounter.lead.sighting.specific and not sighting.anaphoric:
        return False
    mediums = {d.sighting.medium for d in encounter.drafts if not d.sighting.anaphoric} - {"unknown"}
    if not sighting.anaphoric and mediums and sighting.medium not in mediums | {"unknown"}:
        return False
    known = encounter.when
    if one.when.first and one.when.last and known.first and known.last:
        if one.when.first > known.last or known.first > one.when.last:
            return False
    place = encounter.place
    return not (one.place and place and one.place.country and place.country and one.place.country != place.country)


def _kinds_agree(sighting: Sighting, encounter: Encounter) -> bool:
    kind = encounter.kind
    if sighting.kind == kind or (sighting.kind in ENCOUNTERS and kind in ENCOUNTERS):
        return True
    if sighting.family == "joining":
        return kind != "visit"
    if "summit" in {sighting.kind, kind} and sighting.kind != kind and len(sighting.parties) >= 2:
        return False  # "at the G7 summit": where others met
    if sighting.anaphoric:
        return "visit" not in {sighting.kind, kind}
    return {sighting.kind, kind} <= {"meeting", "negotiation", "summit"} and len(sighting.parties) < 2
