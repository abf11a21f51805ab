"""Everything that changes what readers keep."""
