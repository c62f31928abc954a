"""Lists for people who answer for records, for accounts and for what happened: on screen, as xlsx and as csv."""
