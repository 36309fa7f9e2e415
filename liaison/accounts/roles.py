"""The seats (岗位) a person may hold, and which of them exclude each other.

What a role may *see* is decided in each QuerySet's `visible_to`; what it may *do*, in the
workflow tables. Nowhere else asks for a role.
"""

from django.db.models import TextChoices


class Role(TextChoices):
    """The kinds of seat of `docs/glossary.md`."""

    STATION = "station", "站点联络员"
    DEPUTY = "deputy", "人大代表"
    COMMITTEE = "committee", "代表工作机构"
    GOVERNMENT = "government", "政府办督查室"
    DEPARTMENT = "department", "承办单位经办人"
    LEADER = "leader", "领导"
    HOTLINE = "hotline", "12345 热线"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


#: 三员分立 (GB/T 22239-2019 8.1.5, facts §5.2): one person holds at most one of these.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
