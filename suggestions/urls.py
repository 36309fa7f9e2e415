"""Addresses of concerns and suggestions: residents' pages, the desk, and the machines' doors."""

from django.urls import path

from suggestions.hotline import server
from suggestions.views import (
    concern_steps,
    concerns,
    cosigners,
    desk,
    handlings,
    likeness,
    of_deputy,
    on_the_spot,
    public,
    published,
    publishing,
    quality,
    rating,
    receiver,
    rules,
    similar_said,
    suggestion_steps,
    suggestions,
)
from suggestions.workflow import CONCERN, HANDLING, RESIDENT, SUGGESTION, SYSTEM

app_name = "suggestions"

public_patterns = [
    path("s/<str:code>/say/", public.say, name="say"),
    path("c/<str:code>/suggestions/", of_deputy.of_code, name="of_code"),
    path("s/<str:code>/similar/", similar_said.say_similar, name="say_similar"),
    path("s/<str:code>/echo/", similar_said.echo, name="echo"),
    path("receipt/", public.follow, name="follow"),
    path("receipt/<str:number>/", public.followed, name="followed"),
    path("receipt/<str:number>/said/", public.said, name="said"),
    path("receipt/<str:number>/rate/", rating.rate, name="resident_rate"),
    path("receipt/<str:number>/redo/", rating.redo, name="resident_redo"),
    path("receipt/<str:number>/reopen/", rating.reopen, name="resident_reopen"),
    path("rate/<str:key>/", rating.rate_by_link, name="rate_by_link"),
    path("receipt/<str:number>/withdraw/", public.withdraw, name="resident_withdraw"),
    path("receipt/<str:number>/wish/", public.wish, name="resident_wish"),
    path("published/", published.published, name="published"),
    path("published/feed.xml", published.published_feed, name="published_feed"),
    path("published/<int:pk>/", published.published_one, name="published_one"),
]

machine_patterns = [
    path("receiver/requests.json", server.orders, name="receiver_requests"),
    path("receiver/reports.json", server.reports, name="receiver_reports"),
    path("hotline/updates.json", server.updates, name="hotline_updates"),
    path("hotline/instructions.json", server.instructions, name="hotline_instructions"),
]

desk_patterns = [
    path("desk/receiver/", receiver.orders, name="receiver_orders"),
    path("desk/receiver/<str:number>/", receiver.order, name="receiver_order"),
    path("desk/receiver/<str:number>/answer/", receiver.answer, name="receiver_answer"),
    path("desk/receiver/<str:number>/send-back/", receiver.send_back, name="receiver_send_back"),
]


def _steps(workflow, noun: str, at: str, views) -> list:
    """A page for each step somebody with a seat may take: `<noun>_<key>` at `…/<key>/`."""
    people = [step for step in workflow.steps if step.by - {RESIDENT, SYSTEM}]
    return [
        path(
            f"{at}{step.key.replace('_', '-')}/",
            getattr(views, f"{noun}_{step.key}"),
            name=f"{noun}_{step.key}",
        )
        for step in people
    ]


concern_patterns = [
    path(
        "desk/activities/<int:pk>/concerns/",
        on_the_spot.concerns_of_activity,
        name="concerns_of_activity",
    ),
    path("desk/activities/<int:pk>/sheet/", on_the_spot.activity_sheet, name="activity_sheet"),
    path("desk/concerns/", concerns.concerns, name="concerns"),
    path("desk/concerns/export/", concerns.concerns_export, name="concerns_export"),
    path("desk/concerns/take/", concerns.concern_take, name="concern_take"),
    path("desk/concerns/published/", publishing.publications, name="publications"),
    path("desk/published/", publishing.publications, name="publications"),
    path("desk/concerns/bulk/", desk.concerns_bulk, name="concerns_bulk"),
    path("desk/concerns/<str:number>/", concerns.concern, name="concern"),
    path("desk/concerns/<str:number>/contact/", concerns.concern_contact, name="concern_contact"),
    path("desk/concerns/<str:number>/similar/", likeness.concern_similar, name="concern_similar"),
    path("desk/concerns/<str:number>/relate/", likeness.concern_relate, name="concern_relate"),
    path("desk/concerns/<str:number>/apart/", likeness.concern_apart, name="concern_apart"),
    path("desk/concerns/<str:number>/take-on/", desk.concern_take_on, name="concern_take_on"),
    path("desk/concerns/<str:number>/put-down/", desk.concern_put_down, name="concern_put_down"),
    path("desk/concerns/<str:number>/presence/", desk.concern_presence, name="concern_presence"),
    path("desk/concerns/<str:number>/receipt/", concerns.concern_receipt, name="concern_receipt"),
    path(
        "desk/concerns/<str:number>/publication/",
        publishing.concern_publication,
        name="concern_publication",
    ),
    path("desk/concerns/<str:number>/invite/", rating.concern_invite, name="concern_invite"),
    path("desk/concerns/<str:number>/publish/", publishing.concern_publish, name="concern_publish"),
    path(
        "desk/concerns/<str:number>/unpublish/",
        publishing.concern_unpublish,
        name="concern_unpublish",
    ),
    *_steps(CONCERN, "concern", "desk/concerns/<str:number>/", concern_steps),
]

judging_patterns = [
    path("desk/concerns/subjects/", desk.subjects, name="subjects"),
    path("desk/concerns/routing/", rules.rules, name="rules"),
    path("desk/concerns/routing/hits/", rules.hit_rate, name="hit_rate"),
    path("desk/concerns/routing/new/", rules.rule_write, name="rule_new"),
    path("desk/concerns/routing/<int:pk>/", rules.rule_write, name="rule"),
    path("desk/concerns/routing/<int:pk>/end/", rules.rule_end, name="rule_end"),
]

suggestion_patterns = [
    path("desk/suggestions/", suggestions.suggestions, name="suggestions"),
    path("desk/suggestions/export/", suggestions.suggestions_export, name="suggestions_export"),
    path("desk/suggestions/adopt/", suggestions.adopt, name="adopt"),
    path("desk/suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
    path("desk/suggestions/<int:pk>/cosigners/", cosigners.cosigners, name="cosigners"),
    path(
        "desk/suggestions/cosigners/<int:pk>/answer/",
        cosigners.cosigner_answer,
        name="cosigner_answer",
    ),
    path(
        "desk/suggestions/cosigners/<int:pk>/drop/", cosigners.cosigner_drop, name="cosigner_drop"
    ),
    path(
        "desk/suggestions/<int:pk>/revise/", suggestions.suggestion_revise, name="suggestion_revise"
    ),
    path("desk/suggestions/<int:pk>/quality/", quality.quality, name="quality"),
    path("desk/suggestions/<int:pk>/quality/end/", quality.quality_end, name="quality_end"),
    *_steps(SUGGESTION, "suggestion", "desk/suggestions/<int:pk>/", suggestion_steps),
]

handling_patterns = [
    path("desk/handlings/", handlings.handlings, name="handlings"),
    path("desk/handlings/export/", handlings.handlings_export, name="handlings_export"),
    *_steps(HANDLING, "handling", "desk/handlings/<int:pk>/", handlings),
]

urlpatterns = [
    *public_patterns,
    *machine_patterns,
    *desk_patterns,
    *judging_patterns,  # before a number could be taken for them
    *concern_patterns,
    *suggestion_patterns,
    *handling_patterns,
]
