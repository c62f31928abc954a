"""The public form of every kind of the policy chain; API, feeds, pages and the index render this and nothing else."""
