"""Which files to make anew, and making them safely."""
