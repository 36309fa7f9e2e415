"""The same small town as the suggestions' tests."""

from tests.suggestions.conftest import town

__all__ = ["town"]
