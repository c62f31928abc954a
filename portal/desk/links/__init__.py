"""Links of live records that readers cannot follow: found in what is published, tried politely, told to the desk."""
