"""Bills: versions in provisions, followed from one to the next."""
