"""``kg evaluate``: reports against a gold annotation."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from kg.cli.console import fail
from kg.cli.options import FILE, json_option


@click.command()
@click.argument("gold", type=FILE)
@click.argument("predicted", type=FILE)
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, metavar="N", help="List N meetings that are not right."
)
@click.option(
    "--bootstrap",
    "samples",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Resample N times: 95% intervals.",
)
@json_option
def evaluate(gold: Path, predicted: Path, errors: int, samples: int, as_json: bool) -> None:
    """Measure reports against a gold annotation.

    GOLD has a document a line, {"id": ..., "meetings": [...]}; PREDICTED is what kg extract wrote. A meeting is
    found when both sides of it are right and the dates are no more than a day apart; strictly right when
    all participants, dates, place and status are.

    \b
    Examples:
      kg evaluate examples/gold.jsonl reports.jsonl
      kg evaluate gold.jsonl reports.jsonl --errors 20 --bootstrap 1000
    """
    from kg.evaluation import Figures, bootstrap, read_gold, read_predicted, score

    try:
        scores = score(read_gold(gold), read_predicted(predicted))
        intervals = bootstrap(scores.tallies, samples=samples) if samples else ()
    except ValueError as error:
        fail(str(error))
    figures = dataclasses.asdict(Figures.of(scores.total))
    if as_json:
        ranges = {f"{each.measure}_95": [each.low, each.high] for each in intervals}
        click.echo(json.dumps(figures | ranges))
    else:
        for measure, value in figures.items():
            click.echo(f"{measure:24}{value:8.3f}" if isinstance(value, float) else f"{measure:24}{value:4}")
        for each in intervals:
            click.echo(f"{each.measure}, 95% interval: {each.low:.3f} to {each.high:.3f}")
    for finding in [each for each in scores.findings if each.verdict != "strict"][:errors]:
        click.echo(f"\n{finding.verdict}: {finding.document}{finding.why and ': ' + finding.why}", err=as_json)
        for name, meeting in (("predicted", finding.predicted), ("gold", finding.gold)):
            if meeting:
                click.echo(f"  {name:10}{meeting}", err=as_json)
