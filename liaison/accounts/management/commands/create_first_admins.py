"""`manage.py create_first_admins`: the three administrators a new installation begins with."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from liaison import clock
from liaison.accounts import actions, passwords
from liaison.accounts.models import Seat
from liaison.accounts.roles import ADMINISTRATORS, Role

FIRST = (
    ("sysadmin", "系统管理员", Role.SYSTEM_ADMIN),
    ("secadmin", "安全管理员", Role.SECURITY_ADMIN),
    ("auditadmin", "审计管理员", Role.AUDIT_ADMIN),
)


class Command(BaseCommand):
    """Prints each temporary password once; each must be changed at the first sign-in."""

    help = "建立系统、安全、审计三个初始管理员账号，打印一次性密码（首次登录必须修改）。"

    @transaction.atomic
    def handle(self, **options):
        if Seat.objects.of(*ADMINISTRATORS).current(clock.today()).exists():
            raise CommandError("已有管理员在任，不再建立初始管理员。")
        for username, name, role in FIRST:
            password = passwords.temporary()
            user = actions.open_account(username=username, name=name, password=password)
            actions.grant_seat(user, role=role, from_on=clock.today())
            self.stdout.write(f"{name}  账号 {username}  临时密码 {password}")
