"""What the server does by itself when a moment has come."""
