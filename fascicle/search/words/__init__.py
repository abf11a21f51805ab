"""Words: what people type, where it stands in a text, and what they may mean."""
