"""What is counted of the stations' work: how far a study plan has been carried out."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from stations import curriculum
from stations.curriculum import FIRST_RANK
from stations.models import Activity, StudyPlan, Topic


@dataclass(frozen=True)
class TopicProgress:
    """One topic of a plan: sessions planned, and activities held that carried it."""

    topic: Topic
    planned: int
    held: int

    @property
    def is_first(self) -> bool:
        """Whether it is the first topic, which is counted apart (T4)."""
        return self.topic.rank == FIRST_RANK

    @property
    def is_behind(self) -> bool:
        return self.held < self.planned


@dataclass(frozen=True)
class PlanProgress:
    """A plan against what its station did in the year."""

    topics: tuple[TopicProgress, ...]
    #: Study content written by hand that means none of the plan's topics: it counts for none.
    others: tuple[str, ...] = ()

    @property
    def planned(self) -> int:
        return sum(each.planned for each in self.topics)

    @property
    def carried_out(self) -> int:
        """Sessions carried out; more of one topic does not make up for another."""
        return sum(min(each.planned, each.held) for each in self.topics)

    @property
    def first_held(self) -> int:
        return sum(each.held for each in self.topics if each.is_first)


def progress(plan: StudyPlan) -> PlanProgress:
    """Planned sessions by topic against held activities that carried it.

    What an activity studied is its topic, or the topic its written content means
    (curriculum.meant). Activities of the plan's station and of the points below it, held in the
    plan's year. Two statements.
    """
    items = list(plan.items.select_related("topic").order_by("position", "pk"))
    planned = Counter(item.topic_id for item in items)
    topics = {item.topic_id: item.topic for item in items}
    held: Counter[int] = Counter()
    others = []
    for topic_id, written in _studied(plan):
        topic = topics.get(topic_id) or (
            curriculum.meant(written, topics.values()) if topic_id is None else None
        )
        if topic is not None:
            held[topic.pk] += 1
        elif written:
            others.append(written)
    return PlanProgress(
        tuple(TopicProgress(topic, planned[pk], held[pk]) for pk, topic in topics.items()),
        tuple(others),
    )


def _studied(plan: StudyPlan):
    """(topic or None, content written) of each activity of the year that studied anything."""
    found = Activity.objects.counting().filter(
        station__path__startswith=plan.station.path, held_on__year=plan.year
    )
    studied = found.filter(Q(study_topic__isnull=False) | ~Q(study_title=""))
    return studied.order_by("starts_at", "pk").values_list("study_topic", "study_title")
