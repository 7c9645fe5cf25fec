"""The look of the client: one typed table of tokens, its fonts, its icons and its style sheets."""
