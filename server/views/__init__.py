"""What views show, counted: kept in step with the tickets, never found by looking through them."""
