"""People and things to test with: one file per package, each row valid as it is made."""
