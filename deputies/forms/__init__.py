"""What may be asked and filled in on the pages of deputies; one file per subject."""
