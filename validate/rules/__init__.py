"""Rules, one file a family. A file put here is a rule in force; there is no list to keep."""
