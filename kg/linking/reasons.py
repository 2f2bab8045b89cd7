"""Why the reports of a meeting were put together, as it is kept on the meeting."""

from __future__ import annotations

from kg.linking.groups import Groups, Profile, common_topic
from kg.linking.moved import moved_reasons
from kg.linking.rules import reasons, score
from kg.model import Link

BY_PERSON = ("decided by a person",)
BY_COPY = ("the same words in copies of one text",)


def links(groups: Groups, group: int) -> tuple[Link, ...]:
    """One link fewer than the group has reports: those that hold it together, the surest first."""
    found = []
    for one, other, by in groups.ties.get(group, ()):
        found.append(between(groups.profiles[one], groups.profiles[other], by))
    for n in groups.members[group]:
        found += _within(groups.profiles[n])
    return tuple(sorted(found, key=lambda link: (-link.score, link.reports)))


def between(one: Profile, other: Profile, by: str) -> Link:
    """Why two profiles are, or could be, one meeting; ``by`` is what joined them."""
    pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
    if by == "person":
        return Link(reports=pair, score=1.0, reasons=BY_PERSON)
    if by == "copy":
        return Link(reports=pair, score=1.0, reasons=BY_COPY)
    if by == "moved":
        return Link(reports=pair, score=score(one.view, other.view), reasons=moved_reasons(one.view, other.view))
    topic = common_topic(one, other)
    return Link(
        reports=pair, score=score(one.view, other.view, topic=topic), reasons=reasons(one.view, other.view, topic=topic)
    )


def _within(profile: Profile) -> list[Link]:
    if len(profile.reports) == 1:
        return []
    points, why = score(profile.view, profile.view), reasons(profile.view, profile.view)
    return [Link(reports=(profile.id, each.id), score=points, reasons=why) for each in profile.reports[1:]]
