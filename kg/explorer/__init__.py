"""The page served from an archive, with an interface for programs: ``kg explore``.

Needs the extra ``explore`` (starlette and uvicorn).
"""

from __future__ import annotations

from kg.explorer.application import application

__all__ = ["application"]
