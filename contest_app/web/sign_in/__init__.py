"""Signing in and out, the first password, and changing it."""
