"""Filing a new ticket."""
