"""Short read queries over the encrypted cache: plain SQL and plain rows, cheap to import, one connection a thread."""
