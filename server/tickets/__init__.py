"""What only the server adds to tickets."""
