"""The app of stations; how a seat finds its station is made known to the accounts here."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "站点"

    def ready(self):
        from liaison.accounts import places
        from stations.actions.network import seat_at
        from stations.models import SEATS_IN_THE_TREE, Station

        def find(text):
            named = Station.objects.filter(name=text)[:2]
            only = named[0] if len(named) == 1 else None
            return Station.objects.filter(code=text).first() or only

        for role in SEATS_IN_THE_TREE:
            places.register(role, label="站点编码或全名", find=find, tie=seat_at)
