"""The Qt client: it shows and emits, and reaches data only through operations."""
