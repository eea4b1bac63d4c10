"""The nouns of the house: what a report holds, and where each of them stands in it."""
