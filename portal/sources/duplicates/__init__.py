"""Records that are here twice: found by number and text, proposed side by side, merged into one."""
