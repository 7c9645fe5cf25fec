"""Files of messages on the client: sealed on a shelf beside the cache, sent and fetched beside the sync."""
