"""Help for whoever cannot sign in: asked without a session, followed by a signed link."""
