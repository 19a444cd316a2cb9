"""The page of conflicts of interest: which judge marks which entry."""
