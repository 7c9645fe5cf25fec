"""Bringing another desk's tickets in: read where they come from, mapped by a file, written so that twice is once."""
