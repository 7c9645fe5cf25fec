"""The order of a space: its head, the feed that every change stamps, pages of it, and news of it."""
