"""What only the server does to verify identities and to act on accounts for the desk."""
