"""The safety net: backups of the running store, restoring them, contests as files, and a look at the machine."""
