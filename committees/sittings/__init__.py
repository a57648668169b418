"""Holding a meeting: who is there, who may vote, what is declared, moved and resolved, and what the room sees."""
