"""The demo council: invented data (in data/), and the code that loads it once into an empty database."""
