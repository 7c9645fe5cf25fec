"""The window around the features: rail, pages, palette, keys; and what every feature stands on."""
