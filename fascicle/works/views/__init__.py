"""The pages of the writer's desk."""
