"""From a file's bytes to paragraphs, tables and pictures; runs in a process apart and knows nothing of Django."""
