"""Writing Markdown: formatted while one types, with keys for it, and completed from what is here."""
