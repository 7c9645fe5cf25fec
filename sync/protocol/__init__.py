"""Wire types of synchronisation: what client and server say to each other, and how it is encoded."""
