"""The one door for everything that leaves this installation: look-ups, connections, pages, git."""
