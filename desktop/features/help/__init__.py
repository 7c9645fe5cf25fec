"""Help inside the program: the first steps, and what is new after an update."""
