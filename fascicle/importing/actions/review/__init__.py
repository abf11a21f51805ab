"""What a person decides at the review desk. Each decision is a ``Change`` and can be undone."""
