"""Who is central in a network of who met whom: measures of networkx by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import networkx as nx

SAMPLED_ABOVE = 1_000
"""Actors; in a larger network betweenness is estimated."""
SAMPLE = 200
"""Actors whose shortest paths are followed for the estimate (Brandes and Pich 2007), the same ones each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centrality:
    """An actor's place in a network."""

    score: float
    met: int
    """How many others it met."""
    meetings: int
    """How often, each other counted."""


def centrality(pairs: Iterable[tuple[int, int, int]], *, measure: str) -> dict[int, Centrality]:
    """The measure of everybody in the pairs, which are two actors and how often they met, each pair once.

    The same pairs in the same order give the same figures. Raises ValueError for an unknown measure.
    """
    if measure not in MEASURES:
        raise ValueError(f"there is no measure {measure!r}: choose from {', '.join(MEASURES)}")
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from(pairs, weight="meetings")
    scores = MEASURES[measure](graph) if graph.number_of_nodes() else {}
    degree, strength = dict(graph.degree()), dict(graph.degree(weight="meetings"))
    return {
        key: Centrality(score=round(score, 6), met=int(degree[key]), meetings=int(strength[key]))
        for key, score in scores.items()
    }


def _betweenness(graph: nx.Graph[int]) -> Mapping[int, float]:
    """How much of the shortest ways between others leads through each."""
    sample = SAMPLE if graph.number_of_nodes() > SAMPLED_ABOVE else None
    return nx.betweenness_centrality(graph, k=sample, seed=0)


def _closeness(graph: nx.Graph[int]) -> Mapping[int, float]:
    """How few meetings away all others are."""
    return nx.closeness_centrality(graph)


def _degree(graph: nx.Graph[int]) -> Mapping[int, float]:
    """The share of all others that each met."""
    return nx.degree_centrality(graph)


def _pagerank(graph: nx.Graph[int]) -> Mapping[int, float]:
    """Whoever often meets central people is central. networkx' own needs scipy; this is the same by plain means."""
    count = graph.number_of_nodes()
    share = dict.fromkeys(graph, 1 / count)
    weights = dict(graph.degree(weight="meetings"))
    edges = [(one, other, data["meetings"]) for one, other, data in graph.edges(data=True)]
    for _ in range(100):
        new = dict.fromkeys(graph, 0.15 / count)
        for one, other, meetings in edges:
            new[one] += 0.85 * share[other] * meetings / weights[other]
            new[other] += 0.85 * share[one] * meetings / weights[one]
        settled = sum(abs(new[node] - share[node]) for node in graph) < 1e-9
        share = new
        if settled:
            break
    return share


MEASURES: Mapping[str, Callable[[nx.Graph[int]], Mapping[int, float]]] = MappingProxyType(
    {"betweenness": _betweenness, "closeness": _closeness, "degree": _degree, "pagerank": _pagerank}
)
