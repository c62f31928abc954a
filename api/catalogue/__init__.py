"""What open data there is: as a DCAT 3 / DCAT-AP catalogue for programs, as a page for people."""
