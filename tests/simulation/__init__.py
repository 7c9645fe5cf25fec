"""Simulation: real engine, real replica, real server handlers in one process under a virtual clock and seeded faults.

`python -m tests.simulation --seeds N --steps M --from K` runs N worlds; each is one franchise with a server, one to
four clients, and whatever of `swarm.Fault` the seed has switched on. Invariants bear the numbers of the sync plan
(S1 … S18, L1 … L3); where each of them is checked stands in `invariants`. `python -m tests.simulation.crashes` tears
every place of `places` by intention, and `python -m tests.simulation.mutants` proves that known bugs are seen.
"""
