"""The players of a living demo: simulated judges and a simulated desk, in a process of their own, over real sockets."""
