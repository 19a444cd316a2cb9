"""Setting up: a new contest, its rule book, teams, judges and running orders, on pages that need no script."""
