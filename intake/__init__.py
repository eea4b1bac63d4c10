"""What is known of a file before it is opened, and what a folder of them holds."""
