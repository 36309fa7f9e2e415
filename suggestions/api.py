"""Concerns as other systems may read them: how far each is, never who said it."""

from django_filters import rest_framework as filters
from rest_framework import serializers, viewsets

from stations.models import Station
from suggestions.models import Channel, Concern
from suggestions.workflow import ConcernStage


class StationNameSerializer(serializers.ModelSerializer):
    """The station a concern was said to."""

    class Meta:
        model = Station
        fields = ["code", "name"]
        read_only_fields = fields


class ConcernSerializer(serializers.ModelSerializer):
    """A concern without name, telephone number, check code and words."""

    stage_label = serializers.CharField(source="get_stage_display", read_only=True)
    station = StationNameSerializer(read_only=True)

    class Meta:
        model = Concern
        fields = [
            "number",
            "title",
            "stage",
            "stage_label",
            "channel",
            "category",
            "station",
            "submitted_at",
            "due_on",
            "answered_at",
        ]
        read_only_fields = fields


class ConcernFilter(filters.FilterSet):
    """By stage, channel, station and time of submission."""

    stage = filters.ChoiceFilter(choices=ConcernStage.choices)
    channel = filters.ChoiceFilter(choices=Channel.choices)
    station = filters.CharFilter(field_name="station__code", label="站点编码")
    submitted_after = filters.IsoDateTimeFilter(
        field_name="submitted_at", lookup_expr="gte", label="提交时间不早于"
    )
    submitted_before = filters.IsoDateTimeFilter(
        field_name="submitted_at", lookup_expr="lt", label="提交时间早于"
    )

    class Meta:
        model = Concern
        fields: list[str] = []


class ConcernViewSet(viewsets.ReadOnlyModelViewSet):
    """群众诉求（只读）：本岗位可见范围内的诉求及其进展，不含诉求人信息。"""

    queryset = Concern.objects.none()
    serializer_class = ConcernSerializer
    filterset_class = ConcernFilter
    lookup_field = "number"
    lookup_value_regex = "[0-9A-Za-z-]+"
    ordering = ("-submitted_at", "-pk")

    def get_queryset(self):
        """What the asking seat may see, with the stations' names."""
        seat = getattr(self.request, "seat", None)
        return Concern.objects.visible_to(seat).select_related("station").defer("words", "text")
