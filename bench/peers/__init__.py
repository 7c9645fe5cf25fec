"""Peers that the benches measure themselves against, installed by the bench into a folder of their own."""
