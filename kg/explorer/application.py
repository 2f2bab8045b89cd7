"""The web application: the page, and what it and other programs ask for. Read only, unless reviewing is allowed."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import msgspec
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kg.archive import Archive, ArchiveError
from kg.archive.judgements import Decision
from kg.explorer.address import wanted
from kg.explorer.guarding import SafeHeaders, body_of
from kg.explorer.openapi import description
from kg.explorer.shelf import Shelf
from kg.exporters import EXPORTERS, export, here
from kg.page import served_document
from kg.page.document import built
from kg.query import meeting_told, meetings, parties, reading
from kg.query.doubts import DOUBTS
from kg.resolution.decisions import DecisionError
from kg.sparql import ask, examples

HOSTS = ["localhost", "127.0.0.1", "[::1]", "::1"]
"""Names the server answers to: a page of a stranger that gives itself our address has another."""
MOST_ROWS = 1000
SPARQL_SECONDS = 20.0


class DecisionSent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision on two names, people or reports, as the page sends it; or that it be taken back."""

    judgement: Literal["same", "different", "undo"]
    one: str
    other: str
    note: str | None = None


def application(archive: Path, *, reviewing: bool = False, hosts: list[str] | None = None) -> Starlette:
    """The application over an archive. ``reviewing`` lets the page store decisions about names in it.

    Raises ArchiveError when the archive cannot be read.
    """
    with Archive.open(archive):
        pass
    shelf = Shelf(archive)
    pages = _Pages(shelf, reviewing=reviewing)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        Thread(target=shelf.prepare, daemon=True).start()
        yield

    return Starlette(
        lifespan=running,
        routes=[
            Route("/", pages.document),
            Route("/page.js", pages.script),
            Route("/page.css", pages.style),
            Route("/api/openapi.json", pages.openapi),
            Route("/api/page/overview", pages.overview),
            Route("/api/page/meetings/{id:path}", pages.meeting_told),
            Route("/api/page/actors/{id:path}", pages.actor_told),
            Route("/api/meetings", pages.meetings),
            Route("/api/meetings/{id:path}", pages.meeting),
            Route("/api/actors", pages.actors),
            Route("/api/articles/{id:path}", pages.article),
            Route("/api/search", pages.search),
            Route("/api/export/{format}", pages.export),
            Route("/api/sparql", pages.sparql),
            Route("/api/sparql/examples", pages.sparql_examples),
            Route("/api/doubts/{of}", pages.doubts),
            Route("/api/decisions", pages.decide, methods=["POST"]),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts or HOSTS),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=1),
        ],
        exception_handlers={HTTPException: _refused, ArchiveError: _refused, ValueError: _refused},
    )


def _refused(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return JSONResponse({"error": error.detail}, status_code=error.status_code)
    return JSONResponse({"error": str(error)}, status_code=503 if isinstance(error, ArchiveError) else 400)


class _Pages:
    """What each address answers."""

    def __init__(self, shelf: Shelf, *, reviewing: bool) -> None:
        self.shelf, self.reviewing = shelf, reviewing

    def document(self, request: Request) -> Response:
        return HTMLResponse(served_document(here(), reviewing=self.reviewing))

    def script(self, request: Request) -> Response:
        return Response(built("page.js"), media_type="text/javascript")

    def style(self, request: Request) -> Response:
        return Response(built("page.css"), media_type="text/css")

    def openapi(self, request: Request) -> Response:
        return JSONResponse(description(reviewing=self.reviewing))

    def overview(self, request: Request) -> Response:
        made = self.shelf.made()
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(made.overview, media_type="application/json")
        packed = {"content-encoding": "gzip", "vary": "accept-encoding"}
        return Response(made.packed, media_type="application/json", headers=packed)

    def meeting_told(self, request: Request) -> Response:
        found = self.shelf.meeting(request.path_params["id"])
        if found is None:
            raise HTTPException(404, "there is no such meeting")
        return Response(found, media_type="application/json")

    def actor_told(self, request: Request) -> Response:
        found = self.shelf.made().actors.get(request.path_params["id"])
        if found is None:
            raise HTTPException(404, "there is no such actor")
        return Response(found, media_type="application/json")

    def meetings(self, request: Request) -> Response:
        most, skipped = _rows(request)
        with Archive.open(self.shelf.path) as archive:
            found = meetings(archive, wanted(request.query_params), limit=most, skip=skipped)
        return _json({"total": found.count, "meetings": [each.record() for each in found.shown]})

    def meeting(self, request: Request) -> Response:
        with Archive.open(self.shelf.path) as archive:
            found = meeting_told(archive, request.path_params["id"])
        if found is None:
            raise HTTPException(404, "there is no such meeting")
        return _json(found.record())

    def actors(self, request: Request) -> Response:
        most, skipped = _rows(request)
        with Archive.open(self.shelf.path) as archive:
            total, shown = parties(archive, limit=most, skip=skipped)
        return _json({"total": total, "actors": shown})

    def article(self, request: Request) -> Response:
        with Archive.open(self.shelf.path) as archive:
            article = archive.articles.get(request.path_params["id"])
        if article is None:
            raise HTTPException(404, "there is no such article")
        return _json(article)

    def search(self, request: Request) -> Response:
        with Archive.open(self.shelf.path) as archive:
            return _json({"found": archive.search(request.query_params.get("words", ""), limit=_rows(request)[0])})

    def export(self, request: Request) -> Response:
        name = request.path_params["format"]
        if name not in EXPORTERS:
            raise HTTPException(404, f"there is no format {name!r}: choose from {', '.join(EXPORTERS)}")
        folder = tempfile.TemporaryDirectory(prefix="kg-")
        try:
            with Archive.open(self.shelf.path) as archive, reading(archive, wanted(request.query_params)) as found:
                file = _packed(name, export(found, Path(folder.name), [name]))
        except BaseException:
            folder.cleanup()
            raise
        gone = BackgroundTask(folder.cleanup)
        return FileResponse(file, media_type="application/octet-stream", filename=file.name, background=gone)

    def sparql(self, request: Request) -> Response:
        query = request.query_params.get("query", "")
        with Archive.open(self.shelf.path) as archive:
            answer = ask(archive, query, timeout=SPARQL_SECONDS, most=MOST_ROWS)
        return _json(answer)

    def sparql_examples(self, request: Request) -> Response:
        return _json({"examples": examples()})

    def doubts(self, request: Request) -> Response:
        asked = request.path_params["of"]
        if asked not in DOUBTS:
            raise HTTPException(404, f"there are no doubts of {asked!r}: choose from {', '.join(DOUBTS)}")
        with Archive.open(self.shelf.path) as archive:
            return _json({"doubts": DOUBTS[asked](archive)})

    async def decide(self, request: Request) -> Response:
        if not self.reviewing:
            raise HTTPException(403, "this server only reads: start it with --review to decide on names")
        try:
            sent = msgspec.json.decode(await body_of(request), type=DecisionSent)
            await run_in_threadpool(self._store, sent)
        except (msgspec.DecodeError, DecisionError) as error:
            raise HTTPException(400, str(error)) from error
        return JSONResponse({"stored": True})

    def _store(self, sent: DecisionSent) -> None:
        with Archive.create(self.shelf.path) as archive:
            if sent.judgement == "undo":
                archive.undo(sent.one, sent.other)
            else:
                archive.decide(Decision(judgement=sent.judgement, one=sent.one, other=sent.other, note=sent.note))


def _packed(name: str, files: Sequence[Path]) -> Path:
    """The file of a format, or all of its files in one archive; the same bytes for the same files."""
    if len(files) == 1:
        return files[0]
    packed = files[0].with_name(f"{name}.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for file in files:
            entry = zipfile.ZipInfo(file.name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open("rb") as content, whole.open(entry, "w", force_zip64=True) as inside:
                shutil.copyfileobj(content, inside)
    return packed


def _rows(request: Request) -> tuple[int, int]:
    """How many rows are wanted, and how many are to be left out first."""
    return max(1, min(_whole(request, "limit", 100), MOST_ROWS)), max(0, _whole(request, "offset", 0))


def _whole(request: Request, name: str, otherwise: int) -> int:
    value = request.query_params.get(name)
    try:
        return int(value) if value else otherwise
    except ValueError:
        raise HTTPException(400, f"{name} is {value!r}: give a whole number") from None


def _json(content: Any) -> Response:
    return Response(msgspec.json.encode(content), media_type="application/json")
