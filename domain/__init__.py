"""The rules both ends share: records, mutations, access, ticket states. No I/O, no Qt, no SQL."""
