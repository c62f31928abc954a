"""Pattern rules, one family a file: what they find carries the passage that states it; nothing is made up."""
