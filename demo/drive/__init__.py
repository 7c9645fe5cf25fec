"""Drives the real client in a process of its own by what a person does: clicking, typing, reading the screen."""
