"""PortalPage, the one abstract base of public records, its shared parts, the verbs that publish, the doors."""
