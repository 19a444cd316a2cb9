"""Drawing lots on the wall: the page that leads through it, and the page on which anybody checks what was drawn."""
