"""The publication log: what became public, when, in which order; everything else follows it."""
