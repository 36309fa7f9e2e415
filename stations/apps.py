"""The app of stations; what accounts and attachments must know of it is made known here."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "站点"

    def ready(self):
        from liaison.accounts import places
        from liaison.attachments import access
        from stations.actions import activities, joint
        from stations.actions.network import seat_at
        from stations.actions.photos import is_on_view
        from stations.models import SEATS_IN_THE_TREE, Activity, Station

        def find(text):
            named = Station.objects.filter(name=text)[:2]
            only = named[0] if len(named) == 1 else None
            return Station.objects.filter(code=text).first() or only

        access.open_to_all(Activity, is_on_view)
        for role in SEATS_IN_THE_TREE:
            places.register(role, label="站点编码或全名", find=find, tie=seat_at)
        activities.before_log.append(joint.check_record)
