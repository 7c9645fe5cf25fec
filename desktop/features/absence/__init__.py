"""Being away, and what becomes of one's tickets meanwhile."""
