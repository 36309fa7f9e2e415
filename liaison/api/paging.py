"""How the API's lists are cut: by cursor, so that any page of any length costs the same."""

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Pages of 50 (at most 200 by `page_size`), newest first unless the view sets `ordering`."""

    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = "-pk"

    def get_ordering(self, request, queryset, view):
        """The view's own `ordering`, ending in the key so that pages never overlap."""
        return getattr(view, "ordering", None) or (self.ordering,)

    def paginate_queryset(self, queryset, request, view=None):
        """A cursor whose position is not one of ours is as good as an unknown page: 404."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError):
            raise NotFound(self.invalid_cursor_message) from None
