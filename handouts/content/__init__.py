"""What the handouts say: found, read, checked and filled."""
