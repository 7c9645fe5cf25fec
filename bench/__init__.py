"""Benchmarks against peers, measured side by side by one command."""
