"""Files of messages on the server: taken in chunks, kept by content, given out to whoever sees their message."""
