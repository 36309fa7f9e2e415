"""Which channel and which unit a concern is proposed for, with reasons a person can read."""

from django.db.models import TextChoices


class Category(TextChoices):
    """What a concern is about (诉求类别, first level)."""

    CONSTRUCTION = "construction", "城乡建设"
    TRANSPORT = "transport", "交通运输"
    ENVIRONMENT = "environment", "环境保护"
    LABOUR = "labour", "劳动和社会保障"
    EDUCATION = "education", "教育文体"
    HEALTH = "health", "卫生计生"
    COMMERCE = "commerce", "商贸旅游"
    RURAL = "rural", "农村农业"
    CIVIL = "civil", "民政"
    JUSTICE = "justice", "政法"
    LAND = "land", "国土资源"
    ECONOMY = "economy", "经济管理"
    TECHNOLOGY = "technology", "科技与信息产业"
    PARTY = "party", "党务政务"
    OTHER = "other", "其他"
