"""Who may come in: the organizers' accounts, the links of seats, roles, screens; settings. Plain rows, no results."""
