"""Search on the server: one port over FTS5 and tsvector, analysis from `domain.text`, for portal, API and archive."""
