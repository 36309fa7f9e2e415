"""Stations as other systems may read them."""

from django_filters import rest_framework as filters
from rest_framework import serializers, viewsets

from stations.hierarchy import Kind
from stations.models import Station


class StationSerializer(serializers.ModelSerializer):
    """A station, with its parent's code (null at the top)."""

    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    parent_code = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Station
        fields = [
            "code",
            "name",
            "kind",
            "kind_label",
            "parent_code",
            "division_code",
            "host_venue",
            "leading_party",
            "address",
            "phone",
            "opening_hours",
            "opened_on",
            "closed_on",
        ]
        read_only_fields = fields


class StationFilter(filters.FilterSet):
    """By kind, words of the name, and the station they stand under."""

    kind = filters.ChoiceFilter(choices=Kind.choices)
    q = filters.CharFilter(method="named", label="名称或编码")
    under = filters.CharFilter(method="below", label="某站点（编码）及其下级")

    class Meta:
        model = Station
        fields: list[str] = []

    def named(self, stations, name, value):
        """Stations whose name or code is like `value`."""
        return stations.named_like(value)

    def below(self, stations, name, value):
        """The station of this code and all below it; nothing for an unknown code."""
        station = Station.objects.filter(code=value).first()
        return stations.under(station) if station else stations.none()


class StationViewSet(viewsets.ReadOnlyModelViewSet):
    """站点（只读）：联络网络中的站点，按上下级顺序排列。"""

    queryset = Station.objects.none()
    serializer_class = StationSerializer
    filterset_class = StationFilter
    lookup_field = "code"
    lookup_value_regex = "[0-9A-Za-z_-]+"
    ordering = ("path",)

    def get_queryset(self):
        """What the asking seat may see."""
        seat = getattr(self.request, "seat", None)
        return Station.objects.visible_to(seat).with_parent_code()
