"""Scores a marks file by a rule book, without a server: standings on stdout, everything wrong on stderr."""
