"""A selection answered: by the engine, or by the database while the engine is away."""
