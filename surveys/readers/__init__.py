"""Survey exports into questions and answers; every family of exports has its file here."""
