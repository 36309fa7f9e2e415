"""The four channels, and the words residents rate with."""

from django.db import models


class Channel(models.TextChoices):
    """The four channels a concern may take (product §3, T27–T30)."""

    STATION = "station", "站内答复"
    HOTLINE = "hotline", "12345 代表通道"
    SUGGESTION = "suggestion", "代表建议"
    DIRECT = "direct", "《代表之声》直报"


class Rating(models.TextChoices):
    """How the person who asked rates the outcome (T31, T36)."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"
