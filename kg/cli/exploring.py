"""``kg explore``: an archive in the browser."""

from __future__ import annotations

import socket
from contextlib import suppress
from importlib.util import find_spec
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
    serve(path, port=port, review=review, browser=not no_browser)


def serve(path: Path, *, port: int, review: bool = False, browser: bool = True) -> None:
    """Serve an archive until it is stopped; ends the command where that cannot be."""
    check_installed()
    import uvicorn

    from kg.archive import ArchiveError
    from kg.explorer import application

    try:
        app = application(path, reviewing=review)
    except ArchiveError as error:
        fail(str(error))
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        fail(f"port {port} cannot be used ({error.strerror}): name another with --port")
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    click.echo(f"The meetings are at {address} (Ctrl-C stops it)", err=True)
    if browser:
        click.launch(address)
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    with suppress(KeyboardInterrupt):  # that is how it is stopped
        uvicorn.Server(config).run(sockets=[listening])


def check_installed() -> None:
    """Ends the command where the packages are missing that serving needs."""
    for name in ("starlette", "uvicorn"):
        if find_spec(name) is None:
            fail(f"{name} is not installed: pip install 'diplomacy-kg[explore]'")
