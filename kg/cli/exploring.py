"""``kg explore``: an archive in the browser."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from kg.cli.console import fail
from kg.cli.options import archive_option

PORT = 8321


@click.command(short_help="Look at an archive in the browser.")
@archive_option
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any free one.")
@click.option("--review", is_flag=True, help="Let the page store decisions on names, people and meetings.")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
def explore(path: Path, port: int, review: bool, no_browser: bool) -> None:
    """Show an archive in the browser: network, timeline, map, table; search, filters, sources and exports.

    Only this machine can reach it, and it only reads, unless --review is given. Stop it with Ctrl-C. The interface
    for programs is described at /api/openapi.json.

    \b
    Examples:
      kg explore --archive news.kg
      kg explore --archive news.kg --review --port 9000
    """
    try:
        import uvicorn

        from kg.explorer import application
    except ImportError as error:
        fail(f"{error.name} is not installed: pip install 'diplomacy-kg[explore]'")
    from kg.archive import ArchiveError

    try:
        app = application(path, reviewing=review)
    except ArchiveError as error:
        fail(str(error))
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        fail(f"port {port} cannot be used ({error.strerror}): name another with --port")
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    click.echo(f"{path} is at {address} (Ctrl-C stops it)")
    if not no_browser:
        click.launch(address)
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])
