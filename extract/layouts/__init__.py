"""One file a shape of passage. A table layout put here is in force; there is no list to keep."""
