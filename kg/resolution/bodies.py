"""Organizations behind posts: "Secretary-General of ASEAN", "African Union Commission Chairperson", and the bare
"the Secretary-General" of an article that is about one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.knowledge import Knowledge, fold
from kg.model import Actor, Mention

HEAD = "head_of_organization"
"""The post that leads an organization without a country."""
LONGEST_NAME = 5
"""Words of an organization's name before the post: "World Trade Organization director-general"."""
BARE = frozenset({"secretary general", "the secretary general", "sg"})
FILLING = frozenset({"the", "of", "for", "and", "general", "new"})
CHIEF = frozenset({"chief", "head", "boss", "leader"})
LOWER = frozenset({"deputy", "vice", "assistant", "under", "special", "envoy", "spokesman", "spokesperson"})
PARTS = {"org:african-union-commission": "org:african-union"}
"""Whose the head of an organization's commission or secretariat is."""
DEFAULT = "UN"
"""Whose Secretary-General is meant where the article names no organization that has one."""


def body_of(post: str, knowledge: Knowledge) -> Actor | None:
    """The organization that a post names, where that acts for no state: "Secretary-General of ASEAN"."""
    words = post.removeprefix("The ").removeprefix("the ").split()
    for n, word in enumerate(words):
        if word in {"of", "for"} and n + 1 < len(words):
            body = _known(" ".join(words[n + 1 :]).removeprefix("the "), knowledge)
            if body is not None:
                return body
    named = (_known(" ".join(words[:n]), knowledge) for n in range(min(LONGEST_NAME, len(words) - 1), 0, -1))
    return next((body for body in named if body is not None), None)


def same_post(one: str, other: str, body: Actor) -> bool:
    """Whether two posts of one organization are the same: one word of each that does not name it is."""
    named = {word for name in (body.label, *body.aliases) for word in fold(name).split()} | FILLING
    words = [set(fold(post).split()) - named for post in (one, other)]
    return bool(words[0] & words[1]) and (words[0] | words[1]).isdisjoint(LOWER)


def leads(post: str, holder: Actor, body: Actor) -> bool:
    """Whether a post is the one that somebody holds as head of an organization: by his title, or "chief", "head"."""
    titles = [held.title for held in holder.posts if held.post == HEAD and held.title]
    return bool(CHIEF & set(fold(post).split())) or any(same_post(post, title, body) for title in titles)


def _known(name: str, knowledge: Knowledge) -> Actor | None:
    body = next((a for a in knowledge.find(name) if a.kind == "organization"), None)
    return knowledge.actor(PARTS[body.id]) if body is not None and body.id in PARTS else body


def is_bare(mention: Mention) -> bool:
    """Whether words say only "the Secretary-General", not of what."""
    return mention.kind == "description" and mention.country is None and fold(mention.post or "") in BARE


def seat_of(mentions: Iterable[Mention], knowledge: Knowledge) -> str:
    """Whose Secretary-General an article means that does not say it: of the organization it names most.

    Gives "UN", "NATO" or the id of an organization.
    """
    told: Counter[str] = Counter()
    for mention in mentions:
        if mention.country in {"UN", "NATO"}:
            told[mention.country or ""] += 1
        elif mention.kind == "organization":
            body = _known(mention.name, knowledge)
            if body is not None and body.country is None and _led_by_secretary(body, knowledge):
                told[body.id] += 1
    return told.most_common(1)[0][0] if told else DEFAULT


def _led_by_secretary(body: Actor, knowledge: Knowledge) -> bool:
    return body.id in SECRETARIATS or any(
        held.title and fold(held.title).startswith("secretary general")
        for holder in knowledge.holders(HEAD, body.id, on=None)
        for held in holder.posts
    )


SECRETARIATS = frozenset({"org:asean", "org:oic", "org:gcc", "org:caricom", "org:sco", "org:pacific-islands-forum"})
"""Led by a Secretary-General whom the knowledge base does not have."""
