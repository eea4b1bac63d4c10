"""What leaves the house: JSON, CSV tables, text for a person."""
