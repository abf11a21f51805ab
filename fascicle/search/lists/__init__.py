"""Lists of works: what narrows them down, their addresses and panels, and what readers keep."""
