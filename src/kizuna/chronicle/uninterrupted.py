"""uninterrupted: what is done whole or not at all, however impatient somebody is.

A Ctrl-C can come between any two steps of a program. Between writing down a moment and noting how
far one has come it would leave a chronicle that ends elsewhere than it says. So it waits until the
step is done, and comes then.

    with uninterrupted():
        ...
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold an interrupt back until this is done. Outside the main thread none arrives anyway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came and callable(before):
        before(*came[0])
