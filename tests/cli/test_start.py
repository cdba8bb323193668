"""Asking for help does not wait for the engine."""

import subprocess
import sys

HEAVY = ("numpy", "pydantic", "yaml", "rich", "sqlite3")

ASK = f"""
import sys
import kizuna
before = set(sys.modules)
import kizuna.cli
print([name for name in {HEAVY!r} if name in set(sys.modules) - before])
"""


def test_the_command_line_itself_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
