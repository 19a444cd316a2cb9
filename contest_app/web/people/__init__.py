"""The page of the people: who is connected with what, and changes of the panel."""
