"""Who may come in: the organizers' accounts, the links of seats, roles and screens; settings. Plain rows, no results."""
