"""The app of deputies; what it answers to the accounts and to the stations is made known here."""

from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    name = "deputies"
    verbose_name = "代表"

    def ready(self):
        from deputies import chronicle
        from deputies.actions import credits as merits
        from deputies.actions import merging as followers
        from deputies.actions import points as appeals
        from deputies.actions import reception_ties, sittings
        from deputies.actions.invitations import accounts_asked, tell_after_step
        from deputies.actions.obligations import refuse_closed
        from deputies.actions.register import PHONE_INDEX, act_as
        from deputies.documents import dossier
        from deputies.models import Deputy
        from liaison.accounts import places
        from liaison.accounts.roles import Role
        from liaison.privacy import masking
        from liaison.privacy.index import blind
        from liaison.workdays import recompute
        from stations.actions import activities, merging, reception_changes, receptions

        def find(text):
            number = blind(masking.digits(text), PHONE_INDEX)
            known = Deputy.objects.filter(phone_index=number) if number else Deputy.objects.none()
            found = known[:2] or Deputy.objects.filter(name=text)[:2]
            return found[0] if len(found) == 1 else None

        activities.before_change.append(refuse_closed)
        places.register(Role.DEPUTY, label="代表手机号（或不重名的姓名）", find=find, tie=act_as)
        activities.after_step.append(tell_after_step)
        receptions.invited.append(accounts_asked)
        reception_changes.ties.append(
            reception_changes.Tie(
                signed_in=reception_ties.signed_in,
                said=reception_ties.said,
                ask_again=reception_ties.ask_again,
            )
        )
        merging.on_merge("deputies", foretell=followers.foretell, follow=followers.follow)
        chronicle.tell_the_record()
        merits.tell_the_record()
        sittings.tell_the_record()
        recompute.register(appeals.recompute)
        dossier.make_known()
