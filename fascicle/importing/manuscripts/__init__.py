"""Files that writers bring: read, parted into chapters, and shown before anything is saved."""
