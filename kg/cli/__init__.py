"""The command ``kg``: arguments, progress, messages and exit codes. Nothing of this is anywhere else.

Exit codes: 0 done; 1 done, but some inputs could not be used or a graph does not conform; 2 wrong usage, or something
named cannot be used; 130 stopped by Ctrl-C; 141 the reader of the output has gone.
The commands import what they need when they run, so that the help is there at once.
"""

from __future__ import annotations

import click

from kg.cli.archiving import add, archive, export, remove
from kg.cli.asking import list_meetings, search
from kg.cli.building import build, extract
from kg.cli.checking import check
from kg.cli.clustering import cluster
from kg.cli.deciding import decide
from kg.cli.ending import Commands
from kg.cli.evaluating import evaluate
from kg.cli.exploring import explore
from kg.cli.knowing import knowledge
from kg.cli.relating import actor, show_common, show_contacts, show_go_betweens, show_path
from kg.cli.sparqling import ask_sparql, sparql_examples

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="diplomacy-kg", prog_name="kg")
def main() -> None:
    """Who met whom, where and when: a diplomacy knowledge graph out of news articles.

    \b
    Start with:
      kg build articles/ --output graph
      kg build scraped.txt --published 2025-04-18 --output graph
    """


COMMANDS = (
    *(build, extract, add, remove, export, archive, decide, explore, check, evaluate, knowledge, cluster),
    *(list_meetings, search, actor, show_path, show_contacts, show_common, show_go_betweens),
    *(ask_sparql, sparql_examples),
)
for command in COMMANDS:
    main.add_command(command)
