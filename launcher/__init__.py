"""Sets Scrutiny up and runs it on one machine. Standard library only: nothing else is installed yet."""
