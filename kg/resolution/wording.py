"""What a phrase says only by its form: plainer words of the article on the same meeting overrule it."""

from __future__ import annotations

import re

from kg.model import Sighting

_ON_ARRIVAL = re.compile(
    r"\b(?:arriv|land|flew|fly|flies|travel|touch|came|visit|return|left|leav)\w* .{0,300}"
    r"\b(?:to (?:\w+ly )?|to (?:hold|have|attend)(?: [\w-]+){0,3} |for(?: (?!and\b)[\w-]+){0,2} )$",
    re.IGNORECASE | re.DOTALL,
)
_REMEMBERED = re.compile(
    r"\b(?:last|latest|previous|earlier|past|recent|since|after|following|first|second|third|next|another|new)\b"
    r"(?: [\w'’-]+){0,5} $",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:in|during|over|at|by|via|through|on(?= (?:a |the )?(?:\w+ )?(?:tele)?phone))(?: (?!and\b)[\w'’-]+){0,4} $",
    re.IGNORECASE,
)
_BY_PHONE = re.compile(r"\b(?:tele)?phon", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:to|will|set|due|plans?|expected|may|might|could|would|likely|slated|scheduled|upcoming|planned)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"^(?:opening |joint |press )*(?:remarks|statements?|comments)\b.*"
    r"\b(?:before|after|during|at|following|prior to)\b(?: [\w'’-]+){0,4} $",
    re.IGNORECASE,
)
_NOW = re.compile(r"today|tonight|now|this (?:morning|afternoon|evening)", re.IGNORECASE)
_DURING = re.compile(
    r"\b(?:during|on|in the course of|as part of) (?:his|her|their|the)(?: [\w-]+){0,4} $", re.IGNORECASE
)
_ALSO = re.compile(r"\b(?:also|separately) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_ONCE_MORE = re.compile(r"\b(?:again|next|another|further|later|second|third|follow-up)\b", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    r"\b(?:earlier|previously|beforehand|had (?:said|announced|confirmed))\b.{0,200}\bwould\b",
    re.IGNORECASE | re.DOTALL,
)
_WAS_TO_BE = re.compile(r"\b(?:was|were|had been) (?:due|to|scheduled|set|expected|planned|supposed|slated)\b")
_ROUND = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|next|new|previous|last|another|further|final)"
    r"(?: [\w-]+)? (?:rounds?|sessions?)(?: of (?:[\w-]+ )?\w+)?$",
    re.IGNORECASE,
)
_APART = re.compile(r"\b(?:separately|individually|separate (?:\w+ )?(?:meetings|talks))\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:present|attend\w*|took part|participat\w+|joined|includ\w+)\b", re.IGNORECASE)
_SPOKE = frozenset({"spoke", "talked", "spoken", "speak", "talk"})
_APPOSED = re.compile(r", (?:a|an|the|in) (?:[\w-]+ ){0,2}")
_CALLS = frozenset({"call", "calls"})
_MEETINGS = frozenset({"meeting", "meetings", "talks"})


def before(sighting: Sighting) -> str:
    """The words of the sentence that stand before the trigger."""
    return sighting.sentence.quote[: max(0, sighting.trigger.start - sighting.sentence.start)]


def is_intended(sighting: Sighting) -> bool:
    """ "Arrived in Beijing to meet Xi", "for talks with Xi": why somebody came, held where nothing says otherwise."""
    return sighting.status == "held" and _ON_ARRIVAL.search(before(sighting)) is not None


def is_only_named(sighting: Sighting) -> bool:
    """ "His meeting with Xi", "her trip to Ghana": held by its form, though the article may tell that it is to come."""
    named = sighting.status == "held" and sighting.background and not sighting.earlier and not sighting.times
    return named and _REMEMBERED.search(before(sighting)) is None


def is_headline(sighting: Sighting) -> bool:
    """ "Blinken meets Wang", "Lavrov, Kerry discuss Syria": a headline's present, which leaves open when."""
    plain = sighting.headline and sighting.status in {"held", "planned"}
    return plain and not is_occasion_of_words(sighting) and _AHEAD.search(before(sighting)) is None


def is_occasion_of_words(sighting: Sighting) -> bool:
    """ "Remarks by X and Y before their meeting": the meeting for which they are together as they speak."""
    return sighting.headline and _OCCASION.search(before(sighting)) is not None


def is_of_the_moment(sighting: Sighting) -> bool:
    """ "I look forward to our talks today": no other day than that of the words."""
    return all(_NOW.fullmatch(t.span.quote) for t in sighting.times)


def is_in_passing(sighting: Sighting) -> bool:
    """Whether its standing follows from its form alone."""
    return is_intended(sighting) or is_only_named(sighting)


def is_during(sighting: Sighting) -> bool:
    """ "During his first official visit": the visit as the time of what else happens."""
    return _DURING.search(before(sighting)) is not None


def told_also(sighting: Sighting) -> bool:
    """ "X will also chair a meeting with Y": another than those told before, where it has other parties."""
    return not sighting.anaphoric and _ALSO.search(before(sighting)) is not None


def once_more(sighting: Sighting) -> bool:
    """ "Will meet again", "their next meeting": another than the one the article has told."""
    return _ONCE_MORE.search(sighting.sentence.quote) is not None


def said_before(sighting: Sighting) -> bool:
    """ "The ministry said earlier that he would meet X": a plan as it was before what the article tells."""
    return _SAID_BEFORE.search(before(sighting)) is not None


def was_to_be(sighting: Sighting) -> bool:
    """ "The summit was due to be held in Lome", "had been scheduled for May": as it was planned once."""
    return _WAS_TO_BE.search(sighting.sentence.quote) is not None


def counts_rounds(sighting: Sighting) -> bool:
    """ "The first round was held in December", "a third round of talks": one of several meetings of the same sides."""
    return _ROUND.search(before(sighting) + sighting.trigger.quote) is not None


def tells_apart(sighting: Sighting) -> bool:
    """ "Met separately with X and Y": one with each."""
    return len(sighting.parties) == 2 and _APART.search(sighting.sentence.quote) is not None


def tells_who_came(sighting: Sighting) -> bool:
    """ "Also present in the meeting were": a sentence on who took part."""
    return _PRESENT.search(sighting.sentence.quote) is not None


def medium_is_open(sighting: Sighting) -> bool:
    """Whether the medium is only the word's usual one: a headline's meeting is in person unless the text says more."""
    word = sighting.trigger.quote.lower()
    bare = sighting.headline and not sighting.places and not sighting.times
    return sighting.medium == "in_person" and bare and word in _MEETINGS


def same_medium(one: Sighting, other: Sighting) -> bool:
    """Whether two phrases can tell of one meeting by how it was held; a call may turn out to be one by video."""
    if one.medium == other.medium or "unknown" in {one.medium, other.medium}:
        return True
    if any(medium_is_open(s) for s in (one, other)):
        return {one.medium, other.medium} == {"in_person", "video"}
    calls = [s for s in (one, other) if s.medium == "phone" and s.trigger.quote.lower() in _CALLS]
    return {one.medium, other.medium} == {"phone", "video"} and any(
        _BY_PHONE.search(s.sentence.quote) is None for s in calls
    )


def _spoke_there(second: Sighting, between: str) -> bool:
    """ "Met on Thursday and spoke about trade": what those who met did there, unless the words say it was by phone."""
    plain = not second.times and re.search(r"phone|\bcall", second.sentence.quote, re.IGNORECASE) is None
    return plain and second.trigger.quote.lower() in _SPOKE and re.search(r"\band (?:also )?$", between) is not None


def in_one_breath(first: Sighting, second: Sighting) -> bool:
    """ "Spoke ... in a phone call on Tuesday", "on a call, a video conference": one sentence names one thing twice."""
    if first.sentence != second.sentence or first.trigger.start >= second.trigger.start:
        return False
    start = second.sentence.start
    between = second.sentence.quote[first.trigger.end - start : second.trigger.start - start]
    if first.medium == "in_person" and _spoke_there(second, between):
        return True
    if "visit" in {first.kind, second.kind} or not same_medium(first, second):
        return False
    return _MEANS.search(between) is not None or _APPOSED.fullmatch(between) is not None
