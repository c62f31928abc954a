"""The tables as the models are: no database outlives its benchmark."""
