"""The desktop around the client."""
