"""How long something takes, for tests that a thing takes no longer."""

from __future__ import annotations

import time
from collections.abc import Callable


def best_seconds(act: Callable[[], object]) -> float:
    def once() -> float:
        start = time.process_time()
        act()
        return time.process_time() - start

    return min(once() for _ in range(3))
