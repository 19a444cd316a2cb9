"""The desk of a contest: what stands there, what may be done, and what was done."""
