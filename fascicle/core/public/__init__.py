"""Pages that are the same for everybody, kept in memory before the framework."""
