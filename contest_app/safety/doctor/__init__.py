"""A look at the machine before an evening: every finding is ok, warn or bad, in words, with a cure."""
