"""Help without a session."""
