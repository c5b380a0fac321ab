"""Files on disk as located, typed values."""
