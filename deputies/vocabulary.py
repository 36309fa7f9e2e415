"""Words of service: groups of skills, the six campaigns of 服务进万家, how a text of skills is read."""

import re
from collections.abc import Mapping

from django.db.models import TextChoices


class SkillGroup(TextChoices):
    """Fields of knowledge, after the large classes of occupations and subjects (T19)."""

    MEDICAL = "medical", "医疗卫生"
    LAW = "law", "法律"
    EDUCATION = "education", "教育"
    AGRICULTURE = "agriculture", "农林水利"
    ENGINEERING = "engineering", "工程建设"
    FINANCE = "finance", "金融财会"
    ENVIRONMENT = "environment", "生态环保"
    SAFETY = "safety", "安全应急"
    SOCIAL = "social", "民生保障"
    CULTURE = "culture", "文化体育"
    TECHNOLOGY = "technology", "信息技术"
    OTHER = "other", "其他"


class Campaign(TextChoices):
    """The six of 服务进万家 (T18); fixed, so that a year's report has exactly these."""

    FIRE = "fire", "消防安全"
    DISPUTES = "disputes", "铜心解纷"
    RIGHTS = "rights", "关爱维权"
    HEALTH = "health", "健康服务"
    CUSTOMS = "customs", "文明乡风"
    HARDSHIP = "hardship", "困难帮扶"


_BETWEEN = re.compile(r"[、,，;；/|\s]+")


def read(text: str, known: Mapping[str, int]) -> tuple[list[int], list[str]]:
    """The skills a text names (keys, each once, in its order), and the words nobody knows.

    `known`: names and other words of the vocabulary → key.
    """
    words = list(dict.fromkeys(filter(None, _BETWEEN.split(text))))
    keys = list(dict.fromkeys(known[word] for word in words if word in known))
    return keys, [word for word in words if word not in known]


def split(text: str) -> list[str]:
    """The other words of one entry of the vocabulary."""
    return list(dict.fromkeys(filter(None, _BETWEEN.split(text))))
