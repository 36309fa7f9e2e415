"""`manage.py rotate_field_keys`: seal every stored personal value under the first key."""

from django.core.management.base import BaseCommand, CommandError

from liaison.privacy import rotation, sealing


class Command(BaseCommand):
    """After putting a new key in front of FIELD_KEYS; afterwards the old one may be removed."""

    help = "用 FIELD_KEYS 的首个密钥重新加密已存的个人信息，可随时中断、重复执行。"

    def handle(self, **options):
        for model, field in rotation.sealed_fields():
            try:
                count = rotation.rotate(model, field)
            except sealing.Unreadable as error:
                raise CommandError(str(error)) from error
            self.stdout.write(
                f"{model._meta.verbose_name}·{field.verbose_name}：重新加密 {count} 条"
            )
