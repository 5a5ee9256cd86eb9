"""The pages of the audits: runs, risks, findings and what people decide about them."""
