"""Set-up, embedded servers and process runner of the two commands from the standard library alone."""
