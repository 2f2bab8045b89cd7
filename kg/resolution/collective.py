"""States, organizations and groups: mentions of kinds that have a name or a country, but no person."""

from __future__ import annotations

from kg.knowledge import Knowledge, fold
from kg.model import Actor, Match, Mention


def collective_match(mention: Mention, knowledge: Knowledge) -> Match | None:
    """The state, organization or group a mention names; officials of a state stand for the state."""
    form = mention.name or mention.span.quote
    if mention.country in knowledge.states and mention.kind in {"state", "group"}:
        named = _named(mention, knowledge) if mention.kind == "group" else None
        if named is not None:
            return Match(form=form, actor=named, score=0.98, reasons=("known by that name",))
        if mention.kind == "state" or fold(form) in knowledge.state_words:
            return _of_state(mention.country or "", form, knowledge)
    found = _named(mention, knowledge)
    if found is None and mention.kind == "state" and mention.name:
        word = knowledge.state_words.get(fold(mention.name))
        return _of_state(word.code, form, knowledge) if word and word.code in knowledge.states else None
    if found is not None:
        return Match(form=form, actor=found, score=0.98, reasons=("known by that name",))
    if not mention.name:
        return None
    local = Actor(
        id=f"{'org' if mention.kind == 'organization' else 'group'}:{'-'.join(fold(mention.name).split())}",
        label=mention.name,
        kind="organization" if mention.kind == "organization" else "group",
        country=mention.country,
    )
    return Match(form=form, actor=local, score=0.7, reasons=("named in the article",))


def _of_state(code: str, form: str, knowledge: Knowledge) -> Match:
    state = knowledge.actor(f"state:{code.lower()}")
    word = knowledge.state_words.get(fold(form))
    how = f"{word.form} of {state.label}" if word and code in word.codes else f"acts for {state.label}"
    return Match(form=form, actor=state, score=0.98 if word else 0.9, reasons=(how,))


def _named(mention: Mention, knowledge: Knowledge) -> Actor | None:
    """The organization or group with that name; for EU, UN and NATO that code is a name too."""
    for name in (mention.name, mention.country if mention.country not in knowledge.states else None):
        for actor in knowledge.find(name) if name else ():
            if actor.kind in {"organization", "group"}:
                return actor
    return None
