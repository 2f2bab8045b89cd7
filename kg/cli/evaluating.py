"""``kg evaluate``: reports against a gold annotation, and linking against series whose answer is known."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.console import fail, list_problems
from kg.cli.options import FILE, json_option

if TYPE_CHECKING:
    from kg.model import Article


@contextmanager
def _unfit_ends() -> Iterator[None]:
    """What is wrong with a file that was named ends the command with its message."""
    try:
        yield
    except ValueError as error:
        fail(str(error))


def _articles(inputs: tuple[str, ...]) -> list[Article]:
    """The articles of the inputs; what cannot be used of them is told of."""
    from kg import sources
    from kg.model import Article, Problem

    found = list(sources.read(inputs))
    list_problems([each for each in found if isinstance(each, Problem)], more="")
    return [each for each in found if isinstance(each, Article)]


def _print_json(rows: Iterable[Any]) -> None:
    click.echo(json.dumps([dataclasses.asdict(each) for each in rows]))


class _WithDefault(click.Group):
    """A group whose first argument may be a file: then it is the command ``reports``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["reports", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WithDefault, short_help="Measure reports, or how they are linked.")
def evaluate() -> None:
    """Measure reports against a gold annotation, or linking against series of reports.

    Without a command it is: kg evaluate reports.

    \b
    Examples:
      kg evaluate examples/gold.jsonl reports.jsonl
      kg evaluate links
    """


@evaluate.command()
@click.argument("series", type=FILE, required=False)
@click.option("--errors", is_flag=True, help="List the series that are not right, and why.")
@json_option
def links(series: Path | None, errors: bool, as_json: bool) -> None:
    """Measure linking: which reports are put together as one meeting, and which belong together.

    SERIES is a TOML file of series of reports whose right answer is given; without it, the bundled one is taken.

    \b
    Examples:
      kg evaluate links
      kg evaluate links my-series.toml --errors
    """
    from kg.bundled import folder
    from kg.evaluation.linking import link_series, measure
    from kg.evaluation.series import read_series
    from kg.pipeline import Extractor, Settings

    with _unfit_ends():
        known = read_series(series or folder("examples") / "series.toml")
        reader = Extractor.load(Settings()) if any(each.read for each in known) else None
    linked = link_series(known, reader=reader)
    _print_figures(dataclasses.asdict(measure(linked)), as_json=as_json)
    for each in linked if errors else ():
        faults = [f"rows {one} and {other} {fault}" for one, other, fault in each.wrong]
        faults += [f"row {row} in the wrong whole" for row in each.wrong_parts]
        if faults:
            click.echo(f"{each.series.name}: {'; '.join(faults)}", err=as_json)


@evaluate.command()
@click.argument("pairs", type=FILE, required=False)
@json_option
def names(pairs: Path | None, as_json: bool) -> None:
    """Measure how well two written names are told to be one person's or two, with plain string similarity beside it.

    PAIRS is a CSV file with the columns half (development or check), label (same or different), one, other and kind;
    without it, the bundled one is taken. The figures are of the check half.

    \b
    Examples:
      kg evaluate names
      kg evaluate names my-pairs.csv
    """
    from kg.bundled import folder
    from kg.evaluation.name_pairs import evaluate_names, read_name_pairs

    with _unfit_ends():
        found = evaluate_names(read_name_pairs(pairs or folder("examples") / "name_pairs.csv"))
    if as_json:
        _print_json(found)
        return
    click.echo(f"{'method':34}threshold precision recall     f1  pairs")
    for each in found:
        figures = f"{each.threshold:9.3f} {each.precision:9.3f} {each.recall:6.3f} {each.f1:6.3f} {each.pairs:6}"
        click.echo(f"{each.method:34}{figures}")


@evaluate.command()
@click.argument("gold", type=FILE)
@click.argument("inputs", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed garbles otherwise.")
@json_option
def garbled(gold: Path, inputs: tuple[str, ...], seed: int, as_json: bool) -> None:
    """Measure what it costs when the articles come garbled.

    GOLD is as for kg evaluate reports, with the ids of the articles. They are read as given; with every occurrence of
    every family name misspelt on its own (right by any spelling of the article, then only by the right one); with the
    headline in title case and in capitals; with the leftovers of a page around the text; and out of a web page.
    "changed" counts the articles whose reports are then others.

    \b
    Example:
      kg evaluate garbled examples/gold.jsonl examples/articles
    """
    from kg.evaluation import read_gold
    from kg.evaluation.garbling import measure
    from kg.pipeline import Extractor, Settings

    with _unfit_ends():
        extractor = Extractor.load(Settings())
        costs = list(measure(_articles(inputs), read_gold(gold), extractor=extractor, seed=seed))
    if as_json:
        _print_json(costs)
        return
    click.echo(f"{'variant':16}detection_f1 participants_f1 strict_f1 changed")
    for each in costs:
        told = each.figures
        line = f"{told.detection_f1:12.3f} {told.participants_f1:15.3f} {told.strict_f1:9.3f} {each.changed:7}"
        click.echo(f"{each.variant:16}{line}")


@evaluate.command()
@click.argument("gold", type=FILE)
@click.argument("inputs", nargs=-1, required=True, metavar="ARTICLE...")
@click.option(
    "--fit",
    "fitted",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the points fitted on these articles to FILE; what is in kg/resolution/confidence.toml counts.",
)
@json_option
def calibration(gold: Path, inputs: tuple[str, ...], fitted: Path | None, as_json: bool) -> None:
    """Measure what the confidence of reports is worth: of those given 0.8, how many are right.

    GOLD is as for kg evaluate reports, with the ids of the articles. With --fit a second table shows what confidence
    fitted on these articles is worth, each tenth of them judged by what was fitted on the others. "auc" is how often a
    right report is surer than a wrong one, "error" by how much given and right differ on average.

    \b
    Examples:
      kg evaluate calibration examples/gold.jsonl examples/articles
      kg evaluate calibration gold.jsonl articles.jsonl --fit kg/resolution/confidence.toml
    """
    from kg.evaluation import calibration as measuring
    from kg.evaluation import read_gold
    from kg.pipeline import Extractor, Settings
    from kg.resolution.confidence import shipped_weights

    with _unfit_ends():
        extractor = Extractor.load(Settings(min_confidence=0))
        judged = measuring.judge(_articles(inputs), read_gold(gold), extractor=extractor)
        told = {"as it is": measuring.calibration(judged, measuring.given(judged, shipped_weights()))}
        if fitted:
            told["fitted, crosswise"] = measuring.calibration(judged, measuring.given_crosswise(judged))
            fitted.write_text(measuring.as_toml(measuring.fit(judged)), encoding="utf-8")
    if as_json:
        click.echo(json.dumps({name: dataclasses.asdict(each) for name, each in told.items()}))
        return
    for name, found in told.items():
        share = f"{found.reports} reports, {found.right:.3f} right"
        click.echo(f"{name}: {share}; auc {found.auc:.3f}, error {found.error:.3f}")
        click.echo("  confidence  reports  given  right")
        for each in found.bins:
            click.echo(f"  {each.low:.1f} to {each.high:.1f}  {each.reports:7}  {each.given:.3f}  {each.right:.3f}")


@evaluate.command()
@click.argument("gold", type=FILE)
@click.argument("inputs", nargs=-1, required=True, metavar="ARTICLE...")
@click.option(
    "--variant",
    default="as given",
    show_default=True,
    metavar="NAME",
    help="How the articles come: a variant of kg evaluate garbled, such as 'names repaired' or 'littered'.",
)
@json_option
def ablation(gold: Path, inputs: tuple[str, ...], variant: str, as_json: bool) -> None:
    """Measure what each step brings: the figures without it, one at a time.

    GOLD is as for kg evaluate reports, with the ids of the articles. The steps are those between an article and its
    reports, and the families of phrases that tell of a meeting; the articles are read once for each, some twenty times.

    \b
    Examples:
      kg evaluate ablation examples/gold.jsonl examples/articles
      kg evaluate ablation gold.jsonl articles.jsonl --variant "names repaired"
    """
    from kg.evaluation import read_gold
    from kg.evaluation.ablation import measure
    from kg.evaluation.garbling import VARIANTS
    from kg.pipeline import Extractor, Settings

    if variant not in VARIANTS:
        raise click.UsageError(f"{variant!r} is no variant: choose one of {', '.join(map(repr, VARIANTS))}")
    with _unfit_ends():
        extractor = Extractor.load(Settings())
        effects = list(measure(_articles(inputs), read_gold(gold), extractor=extractor, variant=variant))
    if as_json:
        _print_json(effects)
        return
    click.echo(f"{'without':28}precision recall detection_f1 participants_f1 strict_f1")
    for each in effects:
        told = each.figures
        line = f"{told.detection_precision:9.3f} {told.detection_recall:6.3f} {told.detection_f1:12.3f}"
        click.echo(f"{each.without:28}{line} {told.participants_f1:15.3f} {told.strict_f1:9.3f}")


def _print_figures(figures: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        click.echo(f"{name:24}{value:8.3f}" if isinstance(value, float) else f"{name:24}{value:4}")


@evaluate.command()
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
def reports(gold: Path, predicted: Path, errors: int, samples: int, as_json: bool) -> None:
    """Measure reports against a gold annotation.

    GOLD has a document a line, {"id": ..., "meetings": [...]}; PREDICTED is what kg extract wrote. A meeting is
    found when both sides of it are right and the dates are no more than a day apart; strictly right when
    all participants, dates, place and status are.

    \b
    Examples:
      kg evaluate reports examples/gold.jsonl reports.jsonl
      kg evaluate reports gold.jsonl reports.jsonl --errors 20 --bootstrap 1000
    """
    from kg.evaluation import Figures, bootstrap, read_gold, read_predicted, score

    with _unfit_ends():
        scores = score(read_gold(gold), read_predicted(predicted))
        intervals = bootstrap(scores.tallies, samples=samples) if samples else ()
    figures = dataclasses.asdict(Figures.of(scores.total))
    if as_json:
        figures |= {f"{each.measure}_95": [each.low, each.high] for each in intervals}
    _print_figures(figures, as_json=as_json)
    for each in () if as_json else intervals:
        click.echo(f"{each.measure}, 95% interval: {each.low:.3f} to {each.high:.3f}")
    for finding in [each for each in scores.findings if each.verdict != "strict"][:errors]:
        click.echo(f"\n{finding.verdict}: {finding.document}{finding.why and ': ' + finding.why}", err=as_json)
        for name, meeting in (("predicted", finding.predicted), ("gold", finding.gold)):
            if meeting:
                click.echo(f"  {name:10}{meeting}", err=as_json)
