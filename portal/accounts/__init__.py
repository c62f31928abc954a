"""People who work in the back-office: users, outside identities, memberships, and the one permission policy."""
