"""The engine: decides what is said to the server and when, without doing any of it (sans-I/O); the runner does."""
