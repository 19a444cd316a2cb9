"""One-page guides, a sheet of A4 for each role: what to press, and what to do when something goes wrong."""
