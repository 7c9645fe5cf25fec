"""The atoms every screen is made of, painted from the theme's tokens."""
