"""The demo: a sample contest in a folder of its own, and players who bring it to life (`demo --play`)."""
