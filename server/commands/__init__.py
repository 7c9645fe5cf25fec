"""What `mostrador-server` can be told, a module per command; `server.command` reads the line."""
