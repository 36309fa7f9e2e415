"""The pages of concerns and suggestions, one file per audience or noun."""
