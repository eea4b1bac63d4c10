"""The ways a table is laid out in loose text, one file each."""
