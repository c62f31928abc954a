"""政策数据 /figures/: counts of what is public, as pictures, tables and files (W B.1)."""
