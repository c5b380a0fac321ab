"""Projects damaged on purpose, and whether the program answers each of them well."""
