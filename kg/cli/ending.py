"""How every command ends when something other than its inputs goes wrong: a plain message and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any, NoReturn

import click

from kg.cli.console import Stopped, fail

READER_GONE = 141
"""Exit code: what a shell gives for SIGPIPE."""

_REMEDIES = {
    errno.ENOSPC: "make room and run the same command again",
    errno.EDQUOT: "make room and run the same command again",
    errno.EFBIG: "the system limits the size of files: raise the limit and run the same command again",
    errno.EACCES: "change its permissions, or name another",
    errno.EPERM: "change its permissions, or name another",
    errno.EROFS: "name a place that can be written to",
    errno.ENOENT: "it has been moved or deleted: run the same command again",
    errno.ENOTDIR: "a file is where a folder should be: name another",
    errno.EISDIR: "a folder is where a file should be: name another",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.EMFILE: "too many files are open: raise the limit (ulimit -n)",
}


class Commands(click.Group):
    """The commands; whatever they raise that is no bug becomes a message that says what to do."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except (click.ClickException, click.Abort, click.exceptions.Exit, SystemExit):
            raise
        except KeyboardInterrupt:
            raise Stopped("stopped: nothing is half written; the same command begins again") from None
        except OSError as error:
            _tell(error)
        except MemoryError:
            fail("there is not enough memory: free some, or read less at once")
        except _known_errors() as error:
            fail(str(error))


def _tell(error: OSError) -> NoReturn:
    if error.errno == errno.EPIPE:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is to be written at exit
        raise SystemExit(READER_GONE)
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    remedy = _REMEDIES.get(error.errno or 0, "check the disk, then run the same command again")
    fail(f"{where}{error.strerror or error}: {remedy}")


def _known_errors() -> tuple[type[Exception], ...]:
    """What says in its message what to do. Imported only when something went wrong: the help need not wait for it."""
    from kg.archive import ArchiveError
    from kg.language.loading import ModelError
    from kg.workers import WorkersLost

    return ArchiveError, ModelError, WorkersLost
