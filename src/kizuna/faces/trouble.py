"""Trouble, told in a line: what went wrong, what is kept, and the code to leave with.

Whatever a reader or author can meet (a wrong name, a damaged file, a full disk, an interrupt)
becomes one sentence on stderr. A mistake in kizuna itself is not caught: its trace is wanted.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

INTERRUPTED = 130
FAILED = 1


class Trouble(Exception):  # noqa: N818 - it is told to people, not raised at them
    """A sentence for whoever sits before it, and the exit code."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.code = code


@contextmanager
def told() -> Iterator[None]:
    """Turn what can befall a command into Trouble."""
    from kizuna.chronicle import ChronicleError
    from kizuna.explain.unclear import NotAnswered
    from kizuna.problems import WorldMistaken
    from kizuna.run import StuckError, WorldChanged
    from kizuna.state.whole import ContentRefused
    from kizuna.world.change import ChangeMistaken

    try:
        yield
    except KeyboardInterrupt as stop:
        raise Trouble("stopped", INTERRUPTED) from stop
    except (
        WorldMistaken,
        WorldChanged,
        ChronicleError,
        ChangeMistaken,
        StuckError,
        ContentRefused,
        NotAnswered,
    ) as error:
        raise Trouble(str(error)) from error
    except OSError as error:
        raise Trouble(in_words(error)) from error


def in_words(error: OSError) -> str:
    """What the system complains of."""
    if isinstance(error, BrokenPipeError):
        return "nobody reads any further"
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    name = f"{error.filename}: " if error.filename else ""
    return f"{name}{(error.strerror or str(error)).lower()}"


def is_of_stdout(error: BaseException | None) -> bool:
    """Whether trouble may have come of where stdout leads: a closed pipe, a full disk."""
    while error is not None:
        if isinstance(error, OSError):
            return True
        error = error.__cause__
    return False


def hush_stdout() -> None:
    """Send what is still to be written nowhere, so that leaving does not fail once more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
