"""What people searched for, counted without knowing who."""

# Each process gathers counts in memory and writes them this often; 0 writes only when told to.
SEARCHES_FLUSH_SECONDS = 20
