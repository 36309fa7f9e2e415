"""The app of concerns and suggestions; its ways out are made known to the outbox here."""

from django.apps import AppConfig
from django.db.models import Q


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = "群众诉求与代表建议"

    def ready(self):
        from liaison.accounts import places
        from liaison.accounts.roles import Role
        from liaison.notices import channels
        from liaison.workdays import recompute
        from stations.actions import joint, merging
        from suggestions import chronicle
        from suggestions.actions import following, reminders, telling
        from suggestions.hotline import client
        from suggestions.models import Concern, Department, DepartmentSeat

        channels.register("hotline", client.deliver_order, label="12345 工单")
        channels.register("direct", client.deliver_report, label="《代表之声》直报")
        channels.register("hotline_answer", client.deliver_answer, label="热线答复回传")
        channels.register("direct_answer", client.deliver_answer, label="批示回传")
        channels.register("resident_sms", telling.deliver, label="群众短信")
        recompute.register(reminders.recompute)
        chronicle.tell_the_record()
        joint.receipts_known.append(lambda number: Concern.objects.filter(number=number).exists())
        merging.on_merge("suggestions", foretell=following.foretell, follow=following.follow)
        places.register(
            Role.DEPARTMENT,
            label="承办单位编码或名称",
            find=lambda text: Department.objects.filter(Q(code=text) | Q(name=text)).first(),
            tie=lambda seat, unit: DepartmentSeat.objects.create(seat=seat, department=unit),
        )
