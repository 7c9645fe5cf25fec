"""The server's storage: one engine, read and write sessions, the tables every space's records live in."""
