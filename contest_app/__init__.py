"""contest-app: live judging and scoring (nothing is imported here: green threads are patched in server.py first)."""
