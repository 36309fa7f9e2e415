"""Files that come in and go out about deputies; one file per subject."""
