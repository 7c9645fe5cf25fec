"""One folder a noun; features never import one another, they meet in the shell."""
