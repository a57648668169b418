"""Sets Scrutiny up and runs it on one machine. Standard library only: it runs before anything is installed."""
