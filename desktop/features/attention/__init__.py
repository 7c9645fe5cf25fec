"""Changes that the server refused and that wait for a decision."""
