"""Records of another portal: its public detail form becomes a page here."""
