"""What the product stands beside, each a server by itself; none of them is used by the product."""
