"""Everything that can happen to deputies; one file per subject."""
