"""Addresses of points: standings, manual items, appeals, rules, quarters, grades, publications."""

from django.urls import path

from deputies.views import (
    appraisals,
    point_appeals,
    point_items,
    point_periods,
    point_rules,
    points,
    publications,
)

patterns = [
    path("desk/points/", points.index, name="points"),
    path("desk/points.xlsx", points.export, name="points_export"),
    path("desk/points/recount/", points.recount, name="points_recount"),
    path("desk/points/mine/", points.mine, name="points_mine"),
    path("desk/points/deputies/<int:pk>/", points.of_deputy, name="points_deputy"),
    path("desk/points/deputies/<int:pk>/item/", point_items.new_for, name="points_item_for"),
    path("desk/points/items/", point_items.index, name="points_items"),
    path("desk/points/items/new/", point_items.new, name="points_item_new"),
    path("desk/points/items/<int:pk>/", point_items.detail, name="points_item"),
    path("desk/points/items/<int:pk>/approve/", point_items.approve, name="points_item_approve"),
    path("desk/points/items/<int:pk>/reject/", point_items.reject, name="points_item_reject"),
    path("desk/points/items/<int:pk>/withdraw/", point_items.withdraw, name="points_item_withdraw"),
    path("desk/points/appeals/", point_appeals.index, name="points_appeals"),
    path("desk/points/appeals/new/", point_appeals.new, name="points_appeal_new"),
    path("desk/points/appeals/<int:pk>/", point_appeals.detail, name="points_appeal"),
    path("desk/points/appeals/<int:pk>/uphold/", point_appeals.uphold, name="points_appeal_uphold"),
    path(
        "desk/points/appeals/<int:pk>/dismiss/", point_appeals.dismiss, name="points_appeal_dismiss"
    ),
    path(
        "desk/points/appeals/<int:pk>/withdraw/",
        point_appeals.withdraw,
        name="points_appeal_withdraw",
    ),
    path("desk/points/rules/", point_rules.index, name="points_rules_index"),
    path("desk/points/rules/new/", point_rules.new, name="points_rules_new"),
    path("desk/points/rules/<int:pk>/", point_rules.detail, name="points_rules"),
    path("desk/points/rules/<int:pk>/pick/", point_rules.pick, name="points_rule_pick"),
    path("desk/points/rules/<int:pk>/scale/", point_rules.scale, name="points_scale"),
    path("desk/points/rules/<int:pk>/try/", point_rules.try_out, name="points_try_out"),
    path("desk/points/rules/<int:pk>/adopt/", point_rules.adopt, name="points_adopt"),
    path("desk/points/rules/<int:pk>/drop/", point_rules.drop, name="points_rules_drop"),
    path("desk/points/rules/<int:pk>/of/<slug:kind>/", point_rules.rule, name="points_rule"),
    path("desk/points/rules/lines/<int:pk>/drop/", point_rules.drop_rule, name="points_rule_drop"),
    path("desk/points/periods/", point_periods.index, name="points_periods"),
    path(
        "desk/points/periods/<int:year>/<int:quarter>/freeze/",
        point_periods.freeze,
        name="points_freeze",
    ),
    path("desk/points/periods/<int:pk>/reopen/", point_periods.reopen, name="points_reopen"),
    path("desk/points/periods/<int:pk>/check/", point_periods.check, name="points_check"),
    path("desk/points/appraisals/", appraisals.index, name="appraisals"),
    path("desk/points/appraisals/<int:year>/all/", appraisals.appraise_all, name="appraise_all"),
    path("desk/points/appraisals/<int:year>/<int:pk>/", appraisals.appraise, name="appraise"),
    path("desk/points/appraisals/talks/<int:pk>/", appraisals.talk, name="appraisal_talk"),
    path("desk/points/publications/", publications.index, name="points_publications"),
    path("desk/points/publications/new/", publications.new, name="points_publication_new"),
    path("desk/points/publications/<int:pk>/", publications.detail, name="points_publication"),
    path(
        "desk/points/publications/<int:pk>/table.xlsx",
        publications.export,
        name="points_publication_export",
    ),
    path(
        "desk/points/publications/<int:pk>/withdraw/",
        publications.withdraw,
        name="points_publication_withdraw",
    ),
    path("desk/points/consent/", publications.consent, name="points_consent"),
    path("d/<int:pk>/record/", publications.published_record, name="published_record"),
    path("s/<str:code>/record/", publications.published_of_station, name="published_of_station"),
]
