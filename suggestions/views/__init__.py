"""The pages about concerns, suggestions and handlings; one file per noun."""
