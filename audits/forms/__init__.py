"""What people type about audits and risks."""
