"""The files of messages on the server."""
