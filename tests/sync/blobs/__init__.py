"""Files of messages on the client."""
