"""Made-up news to measure on: always the same articles for the same numbers, made as they are read.

The diplomatic corpus tells of meetings in every article. The mixed one does in one article of ten; the others are
sport, business, weather, courts, culture and science, with words that meetings share with them ("met expectations",
"called for", "the final round", "the tour").
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from kg.knowledge import Knowledge
from kg.model import Actor, Article

TELLING = """
{post} {name} met {other} in {city} on {weekday} to discuss {topic}.
{name} and {other} held talks in {city} on {weekday}, their second meeting this year.
{other} arrived in {city} on {weekday} for a two-day visit at the invitation of {name}.
{name} spoke by phone with {other} on {weekday} about {topic}, the {adjective} government said.
The two leaders agreed to meet again in {city} next month, according to a statement.
{name} will travel to {city} next week for a summit with {other}, officials said on {weekday}.
"We had a frank conversation with {other}," {name} told reporters after the meeting in {city}.
A planned call between {name} and {other} was put off, a spokesperson for the {adjective} foreign ministry said.
"""
BACKGROUND = """
The dispute over {topic} has strained relations between the neighbours for the better part of a decade.
Analysts expect little progress before the elections, which are due in the autumn.
Exports of {goods} fell by {n} percent last year, and both sides blame the other for the delays at the border.
The agreement, signed {n} years ago, has never been ratified by the parliament in {city}.
Opposition parties accuse the cabinet of giving away too much for too little.
A survey published in {month} found that {n} percent of citizens want a quicker solution.
"""
GENERAL = """
{club} beat {rival} {n} to {m} on {weekday} in front of {n},000 supporters and moved up to third place.
The striker {person} scored twice before the break and was replaced after an hour with a sore ankle.
Coach {person} called for patience and said that the return of two defenders would help in the final round.
Shares of {company} rose {n} percent after its results met expectations, led by strong sales of {goods}.
{company} said it would close a works near {town} and move {n} jobs to a new site by {month}.
Chief executive {person} told investors that demand for {goods} had recovered faster than planned.
Heavy rain is expected along the coast until {weekday}, with gusts of up to {n} kilometres an hour.
Farmers near {town} worry about the {goods} harvest after the driest {month} for {n} years.
A court in {town} sentenced a man to {n} years in prison for a series of burglaries.
Police are looking for witnesses of an accident on the road to {town}, in which {n} people were hurt.
The museum in {town} shows {n} drawings by {person}, many of which have never been exhibited.
The novel, the third by {person}, follows a family of bakers through {n} difficult winters.
Researchers at the university of {town} found that walking {n} minutes a day lowers the risk of heart disease.
The study followed {n},000 volunteers; its authors warn that other habits may explain part of the effect.
The town council of {town} wants to spend {n} million on the renovation of schools and a new swimming pool.
Tickets for the tour, which opens in {town} in {month}, sold out within {n} minutes.
Prices of {goods} went up by {n} percent in {month}, the statistics office reported.
{person}, who joined {company} {n} years ago, takes over from {other_person} at the end of {month}.
The railway between {town} and the airport stays closed until {weekday} because of works on {n} bridges.
Volunteers collected {n} tonnes of litter from the beach near {town}, more than ever before.
"""
TOPICS = "trade|grain exports|the border|energy supplies|a ceasefire|fishing rights|visas|river water|sanctions".split(
    "|"
)
GOODS = "barley|timber|machine tools|copper|citrus fruit|mobile phones|frozen fish|batteries|cement|textiles".split("|")
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday".split("|")
MONTHS = "January|March|April|June|July|September|October|November".split("|")
TOWNS = "Halford|Brenwick|Ostermoor|Kelling|Marlow Bay|Stenton|Ravensby|Tolleshunt|Priddock|Wexcombe".split("|")
CITIES = "Geneva|Vienna|Doha|Oslo|Cairo|Nairobi|Jakarta|Brasilia|Astana|Rome|Lisbon|Hanoi|Muscat|Ankara|Tokyo".split(
    "|"
)
ADJECTIVES = "French|German|Turkish|Indian|Japanese|Kenyan|Polish|Italian|Brazilian|Norwegian|Egyptian|Greek".split("|")
FIRST = "Anna|Peter|Maria|Jonas|Clara|Tom|Ruth|Daniel|Eva|Martin|Nina|Oscar|Paula|Simon|Vera|Henry|Iris|Leo".split("|")
LAST = "Halloway|Brandt|Kerr|Ostrow|Pell|Quinlan|Rusk|Sayer|Thorne|Ulvang|Verney|Wick|Yardley|Zeller|Moss|Lund".split(
    "|"
)
FIRMS = "Norvane|Kestrel Foods|Brightwater|Holm & Sons|Palisade|Ferrolux|Greyfield|Unimar|Tessera|Oakline".split("|")


class News:
    """The two corpora, of the people whom the knowledge base has as office-holders."""

    def __init__(self, knowledge: Knowledge) -> None:
        people = [who for who in knowledge.people.values() if who.posts and who.country]
        self._people = sorted(people, key=lambda who: who.id)

    def diplomatic(self, count: int) -> Iterator[Article]:
        """Articles every one of which tells of meetings."""
        return (self._article(n, telling=True) for n in range(count))

    def mixed(self, count: int) -> Iterator[Article]:
        """Articles one in ten of which tells of meetings."""
        return (self._article(n, telling=n % 10 == 0) for n in range(count))

    def _article(self, number: int, *, telling: bool) -> Article:
        chance = random.Random(number)
        paragraphs = [self._paragraph(chance, telling=telling) for _ in range(chance.randint(4, 9))]
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 700)
        return Article(
            id=f"n{number:07}", text="\n\n".join(paragraphs), published=day, published_from="metadata", source="Example"
        )

    def _paragraph(self, chance: random.Random, *, telling: bool) -> str:
        lines = GENERAL if not telling else TELLING if chance.random() < 0.5 else BACKGROUND
        chosen = chance.sample(lines.strip().split("\n"), chance.randint(2, 4))
        return " ".join(line.format(**self._words(chance)) for line in chosen)

    def _words(self, chance: random.Random) -> dict[str, object]:
        one, other = chance.sample(self._people, 2)
        return {
            "post": "Foreign Minister",
            "name": _name(one),
            "other": _name(other),
            "city": chance.choice(CITIES),
            "weekday": chance.choice(WEEKDAYS),
            "topic": chance.choice(TOPICS),
            "adjective": chance.choice(ADJECTIVES),
            "goods": chance.choice(GOODS),
            "month": chance.choice(MONTHS),
            "n": chance.randint(2, 95),
            "m": chance.randint(0, 1),
            "club": f"{chance.choice(TOWNS)} United",
            "rival": f"{chance.choice(TOWNS)} Rovers",
            "person": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            "other_person": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            "company": chance.choice(FIRMS),
            "town": chance.choice(TOWNS),
        }


def _name(who: Actor) -> str:
    return who.label
