"""A whole server, out and in again: as an export that anybody can read, and as a copy to fall back on."""
