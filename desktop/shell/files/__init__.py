"""Files of messages on the screen: attached, watched on their way, shown, opened."""
