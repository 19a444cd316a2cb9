"""How every figure of the desk came to be."""
