"""What make and the build run: no part of the installed application."""
