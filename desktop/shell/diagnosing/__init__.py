"""What a store's computer says of itself to the desk: collected, shown before it is sent, and read there."""
