"""What staff tune: synonyms and best bets, and their screens."""
