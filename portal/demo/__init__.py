"""The demo estate: a small client on loopback, with real sockets and real defects, and its seed data."""
