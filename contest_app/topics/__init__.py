"""What each kind of screen may see: pure functions from state to a message (see README.md beside this file for the ban)."""
