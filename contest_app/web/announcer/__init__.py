"""The announcer's page: early results in large letters, to read only."""
