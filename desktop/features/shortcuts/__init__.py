"""Which keys do what, and the choosing of others."""
