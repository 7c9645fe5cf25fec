"""What support asks first: versions, line, sync, cache and log, and what can be done about them."""
