"""The real client in processes of its own against a real server process: what a user sees, and what the server holds."""
