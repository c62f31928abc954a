"""Template tags of the break-down."""
