"""Words that mean a state: names, adjectives, demonyms, seats of power and capitals, in one look-up table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.knowledge.folding import fold
from kg.knowledge.types import State, StateForm, StateWord

_ORDER: tuple[StateForm, ...] = ("name", "adjective", "demonym", "metonym", "capital")


def state_words(states: Mapping[str, State]) -> dict[str, StateWord]:
    """Folded word to the states it means.

    One form a word, the first of name, adjective, demonym, metonym, capital ("Luxembourg" is a name); the states
    it means in that form by population ("Congolese": CD, CG), former ones only where no other has it ("Moscow": RU).
    """
    meanings: dict[str, dict[StateForm, dict[str, set[str]]]] = {}
    for state in sorted(states.values(), key=_prominence):
        for word, form, written in _words(state):
            codes = meanings.setdefault(fold(word), {}).setdefault(form, {})
            codes.setdefault(state.code, set()).add(word if written else "")
    former = {state.code for state in states.values() if state.former}
    return {word: _chosen(forms, former) for word, forms in meanings.items()}


def _prominence(state: State) -> tuple[bool, int, str]:
    return state.former, -state.population, state.code


def _words(state: State) -> Iterator[tuple[str, StateForm, bool]]:
    yield from _each((state.name, *state.names), "name")
    yield from _each(state.abbreviations, "name", written=True)
    yield from _each(state.adjectives, "adjective")
    yield from _each(state.demonyms, "demonym")
    yield from _each(state.metonyms, "metonym")
    yield from _each(([state.capital] if state.capital else []) + list(state.capital_names), "capital")


def _each(words: Iterable[str], form: StateForm, *, written: bool = False) -> Iterator[tuple[str, StateForm, bool]]:
    for word in words:
        yield word, form, written


def _chosen(forms: dict[StateForm, dict[str, set[str]]], former: set[str]) -> StateWord:
    form = next(form for form in _ORDER if form in forms)
    meant = forms[form]
    existing = [code for code in meant if code not in former] or list(meant)
    spellings = set().union(*(meant[code] for code in existing))
    written = () if "" in spellings else tuple(sorted(spellings))
    return StateWord(codes=tuple(existing), form=form, written=written)
