"""Real lanes: real processes, databases and sockets under load and faults.

They are no part of `dev.py test`: `python -m pytest -m lane tests/lanes` runs them in the size that `.ci/run` has time
for, `--lane-rows 1000000` and `--lane-runs 60` in full. Each closes with a line that says what it did.
"""
