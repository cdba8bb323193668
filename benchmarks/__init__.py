"""How fast it is, measured. `python -m benchmarks` prints a table, `--json` for programs."""
