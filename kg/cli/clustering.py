"""``kg cluster``: extraction and linking on Apache Spark."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.console import fail
from kg.cli.options import reading_options

if TYPE_CHECKING:
    from kg.pipeline import Settings


@click.group(short_help="Extract and link on Apache Spark.")
def cluster() -> None:
    """Extract and link more articles than one machine reads, on Apache Spark.

    Needs the extra "spark" and Java 17. The figures to plan with are in docs/sizing.md.

    \b
    Examples:
      kg cluster extract articles/ --output extracted --processes 2
      kg cluster link extracted --output graph
      kg cluster extract s3a://news/2025/ -o s3a://news/extracted --master yarn --partitions 4000
    """


_master = click.option("--master", metavar="URL", help="The cluster.  [default: this machine, --processes workers]")
_partitions = click.option(
    "--partitions", type=click.IntRange(1), default=64, show_default=True, help="Parts that the work is cut into."
)
_output = click.option("-o", "--output", required=True, metavar="FOLDER", help="Folder to make.")


@cluster.command("extract", short_help="Write what each article says as Parquet.")
@reading_options
@_output
@_master
@_partitions
def cluster_extract(
    inputs: tuple[str, ...],
    published: dt.date | None,
    settings: Settings,
    output: str,
    master: str | None,
    partitions: int,
) -> None:
    """Write the articles and their reports into a new folder of Parquet files.

    INPUT is JSON Lines (also with .gz) or Parquet with the same fields, a file or a folder, local or of the cluster; or
    web archives (.warc, .warc.gz), a folder of them, or a list of their paths (.paths, .paths.gz), which the workers
    open where they run.

    \b
    Example:
      kg cluster extract articles/ --output extracted --processes 2
    """
    _refuse_old(output)

    def work(session: Any) -> int:
        from kg.cluster import extract_to_parquet

        return extract_to_parquet(session, inputs, output, settings=settings, published=published)

    problems = _on_cluster(work, master or f"local[{settings.processes}]", partitions)
    if problems:
        click.echo(f'{problems} problems: in the column "problem" of {output}', err=True)
    raise SystemExit(1 if problems else 0)


@cluster.command("link", short_help="Write meetings and N-Quads of what was extracted.")
@click.argument("extracted", metavar="FOLDER")
@_output
@_master
@_partitions
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Workers on this machine.")
@click.option("--base", metavar="IRI", help="Where the IRIs of the graph begin.")
def cluster_link(
    extracted: str, output: str, master: str | None, partitions: int, processes: int, base: str | None
) -> None:
    """Link the reports that "kg cluster extract" wrote to FOLDER.

    Writes "meetings" (Parquet; the column "record" is the line of meetings.jsonl) and "nquads" (gzip).

    \b
    Example:
      kg cluster link extracted --output graph
    """
    _refuse_old(output)

    def work(session: Any) -> int:
        from kg.cluster import link_to_files
        from kg.graph.terms import DEFAULT_BASE

        return link_to_files(session, extracted, output, base=base or DEFAULT_BASE)

    click.echo(f"Meetings: {_on_cluster(work, master or f'local[{processes}]', partitions)}")


def _refuse_old(output: str) -> None:
    if "://" not in output and Path(output).exists():
        fail(f"{output} is there already: name a new folder, or delete it")


def _on_cluster(work: Any, master: str, partitions: int) -> int:
    from kg.cluster import ClusterError, open_session

    try:
        with open_session(master, partitions=partitions) as session:
            return int(work(session))
    except (ClusterError, ValueError) as error:
        fail(str(error))
