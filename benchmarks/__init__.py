"""How fast it is, measured.

`python -m benchmarks` prints a table, `--json` for programs; `python -m benchmarks.profile` shows
where the time of a story goes. A short form is among the tests (`tests/test_speed.py`).
"""
