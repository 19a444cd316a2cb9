"""Who may come in: the organizers' accounts and the links of seats, roles and screens. Plain rows, no results."""
