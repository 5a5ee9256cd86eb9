"""The pure heart of the audits: what an answer, a verdict, a subject and an artifact are."""
