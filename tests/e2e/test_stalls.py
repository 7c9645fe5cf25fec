"""The GUI thread while much goes on: a first sync of thousands of tickets, and a search at every key."""
