"""The pure rule book and life of a contest: values in, values out (see README.md beside this file for the ban)."""
