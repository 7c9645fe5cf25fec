"""What people may change and the client remembers, declared once."""
