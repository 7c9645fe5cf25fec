"""Data that ships with the program: icons, themes, translations, templates and sample content."""
