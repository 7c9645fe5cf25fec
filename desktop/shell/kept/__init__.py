"""What the pages of saved replies and of macros share: both are kept in two languages, for oneself or for others."""
