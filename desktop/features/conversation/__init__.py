"""One ticket: its properties, its messages, and writing to it."""
