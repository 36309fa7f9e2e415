"""Everything that can happen to concerns, suggestions and handlings; one file per noun."""
