"""Independent validators, for the tests only."""
