"""What the client replicates with: wire types, encrypted replica, sans-I/O engine and local search, without Qt."""
