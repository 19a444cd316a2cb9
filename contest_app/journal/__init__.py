"""The append-only log on disk, and the plain rows beside it."""
