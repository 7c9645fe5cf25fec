"""What the desktop around the client shows and hands over for it: behind each port an adapter a platform."""
