"""Typing in paper sheets: for the day a tablet fails."""
