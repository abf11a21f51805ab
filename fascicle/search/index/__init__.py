"""The index: what it is told of changes, how it is built, kept, watched over and mended."""
