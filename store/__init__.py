"""What was read and found, kept so that nothing is read twice and nothing is lost."""
