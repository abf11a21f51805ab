"""How news reach those who follow: who they are, slice by slice, and in letters."""
