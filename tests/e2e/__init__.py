"""The real client in processes of its own against a real server process: what users see, what the server holds."""
