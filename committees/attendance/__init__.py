"""Who comes and who does not: apologies before a meeting, records of a year, the six-month rule."""
