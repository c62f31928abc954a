"""Everything public as files with the log's position: who loads them and follows the feed has the truth."""
