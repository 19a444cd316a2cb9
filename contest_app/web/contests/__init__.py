"""The list of contests."""
