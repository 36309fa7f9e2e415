"""Everything that can happen to the network and to what it does; one file per subject."""
