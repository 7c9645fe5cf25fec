"""The audit log: who did what to whose access, in a chain of hashes that shows when a row is changed or taken out."""
