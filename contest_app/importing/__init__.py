"""Lists of teams and of the panel as people keep them: spreadsheets, CSV, pasted tables.

Bytes in, rows with their problems out.

Responsible for: reading, and saying where each row is wrong and how to cure it. Must not know: the web, the store.
Everything here is meant to run off the hub.
"""
