"""The tour: the main job done by user input in the real client against a real server process, a picture a step."""
