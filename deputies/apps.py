"""The app of deputies; how a seat finds its deputy is made known to the accounts here."""

from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    name = "deputies"
    verbose_name = "代表"

    def ready(self):
        from deputies.actions.register import PHONE_INDEX, act_as
        from deputies.models import Deputy
        from liaison.accounts import places
        from liaison.accounts.roles import Role
        from liaison.privacy import masking
        from liaison.privacy.index import blind

        def find(text):
            number = blind(masking.digits(text), PHONE_INDEX)
            known = Deputy.objects.filter(phone_index=number) if number else Deputy.objects.none()
            found = known[:2] or Deputy.objects.filter(name=text)[:2]
            return found[0] if len(found) == 1 else None

        places.register(Role.DEPUTY, label="代表手机号（或不重名的姓名）", find=find, tie=act_as)
