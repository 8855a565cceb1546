"""Zone layout: which convertible zone becomes which function."""
