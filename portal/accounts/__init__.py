"""People who work in the back-office: users, their outside identities, their memberships, and the one permission policy."""
