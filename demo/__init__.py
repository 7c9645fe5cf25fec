"""The places that start both ends: the embedded server with sample content, and the tour."""
