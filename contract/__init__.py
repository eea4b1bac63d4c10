"""What is given out: the shapes of the contract, and a report put into them."""
