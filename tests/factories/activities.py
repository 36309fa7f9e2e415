"""Activities of the small town, planned by the real action."""

from datetime import timedelta
from uuid import uuid4

from liaison import clock
from stations.actions import activities
from stations.models import Activity


def plan(town, **more) -> Activity:
    """An activity of the town's station beginning now, in contact with residents."""
    begins = more.pop("starts_at", clock.now())
    facts = {
        "station": town.station,
        "function": "contact",
        "title": "代表走访网格",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=1),
        "by": town.officer,
        "once": uuid4(),
    }
    return activities.plan(**(facts | more))
