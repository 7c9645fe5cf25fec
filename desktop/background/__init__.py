"""Work away from the GUI thread, and the one signal that says what changed."""
