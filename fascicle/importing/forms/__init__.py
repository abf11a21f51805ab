"""The shapes of what hosts and writers enter."""
