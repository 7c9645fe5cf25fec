"""Saved views: writing down what a list asks, how it is ordered, and for whom it is."""
