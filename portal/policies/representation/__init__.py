"""The public form of every kind of the policy chain; API, feeds, dumps, pages and the index render this and nothing else."""
