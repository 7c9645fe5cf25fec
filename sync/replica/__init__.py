"""The encrypted replica: records, memberships, bases and outbox in one SQLite file per profile."""
