"""What may be asked of the running program from outside it, beside a link of ours."""

COME = "come"
"""Come to the front."""
NEW_TICKET = "new-ticket"
LOCK = "lock"
PALETTE = "palette"
ATTENTION = "attention"
"""Show what needs attention."""
