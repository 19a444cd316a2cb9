"""contest-app: a live judging and scoring system (nothing is imported here: green threads are patched in server.py first)."""
