"""What both ends know about words: analysis, queries, sections of an article, snippets, misspellings, synonyms."""
