"""Downloads: files of what is read, and everything of a writer’s own."""
