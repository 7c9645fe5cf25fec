"""Push, pull and live: what a client and the server say to each other."""
