"""The app of concerns and suggestions; its ways out are made known to the outbox here."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = "群众诉求与代表建议"

    def ready(self):
        from liaison.notices import channels
        from liaison.workdays import recompute
        from suggestions.actions import reminders
        from suggestions.hotline import client

        channels.register("hotline", client.deliver_order)
        channels.register("direct", client.deliver_report)
        channels.register("hotline_answer", client.deliver_answer)
        channels.register("direct_answer", client.deliver_answer)
        recompute.register(reminders.recompute)
