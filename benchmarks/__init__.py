"""How fast it is, measured: `python -m benchmarks` prints a table, `--json` the same for programs."""
