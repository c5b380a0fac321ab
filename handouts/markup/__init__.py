"""The closed tree of blocks and words, and its vocabulary."""
