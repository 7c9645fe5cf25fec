"""The central server: one feed per space, accounts, push, pull, live and the web API."""
