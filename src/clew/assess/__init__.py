"""What a path means, and what may be said of it."""
