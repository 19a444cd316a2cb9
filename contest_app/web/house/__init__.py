"""Whose server this is: the organizing body and the language that new contests and pages start with."""
