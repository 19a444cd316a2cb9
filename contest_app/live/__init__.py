"""Live delivery over Socket.IO: parse, call the scorekeeper, answer; send topics when they change."""
