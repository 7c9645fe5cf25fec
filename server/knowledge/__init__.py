"""The knowledge base on the server: import of a folder of Markdown, with what such folders hold in practice."""
