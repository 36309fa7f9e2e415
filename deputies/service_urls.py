"""Addresses of assignment and service: proposals, contacts, needs, skills, campaigns, party groups."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from deputies.views import (
    campaigns,
    contacts,
    enterprise_imports,
    needs,
    party,
    placements,
    skills,
    town_plans,
)


class NeedStep(StringConverter):
    """The steps of a need that have a page of their own."""

    regex = "|".join(needs.FORMS)


class ReportForm(StringConverter):
    """In what form a report is handed out."""

    regex = "xlsx|docx"


register_converter(NeedStep, "need_step")
register_converter(ReportForm, "report_form")

patterns = [
    path("desk/deputies/party/", party.index, name="party"),
    path("desk/deputies/party.xlsx", party.export, name="party_export"),
    path("desk/deputies/party/<str:code>/", party.of_station, name="party_station"),
    path("desk/deputies/<int:pk>/party/", party.disclose, name="deputy_party"),
    path("desk/deputies/placements/", placements.index, name="placements"),
    path("desk/deputies/placements.xlsx", placements.export, name="placements_export"),
    path("desk/deputies/placements/propose/", placements.propose, name="placements_propose"),
    path("desk/deputies/placements/accept/", placements.accept, name="placements_accept"),
    path("desk/deputies/placements/<int:pk>/change/", placements.change, name="placement_change"),
    path("desk/deputies/placements/<int:pk>/reject/", placements.reject, name="placement_reject"),
    path("desk/deputies/placements/batches/<int:pk>/", placements.batch, name="placement_batch"),
    path(
        "desk/deputies/placements/batches/<int:pk>/undo/", placements.undo, name="placements_undo"
    ),
    path("desk/contacts/", contacts.index, name="contacts"),
    path("desk/contacts/new/", contacts.new, name="contact_new"),
    path("desk/contacts/uncovered.xlsx", contacts.uncovered_export, name="contacts_uncovered"),
    path("desk/contacts/<int:pk>/", contacts.detail, name="contact"),
    path("desk/contacts/<int:pk>/end/", contacts.end, name="contact_end"),
    path("desk/contacts/enterprises/", contacts.enterprises, name="enterprises"),
    path("desk/contacts/enterprises/new/", contacts.enterprise_new, name="enterprise_new"),
    path("desk/contacts/enterprises/<int:pk>/", contacts.enterprise_edit, name="enterprise_edit"),
    path("desk/contacts/enterprises/import/", enterprise_imports.upload, name="enterprise_import"),
    path(
        "desk/contacts/enterprises/import/<uuid:key>/",
        enterprise_imports.preview,
        name="enterprise_import_preview",
    ),
    path(
        "desk/contacts/enterprises/import/<uuid:key>/confirm/",
        enterprise_imports.confirm,
        name="enterprise_import_confirm",
    ),
    path("desk/contacts/plans/", town_plans.index, name="town_plans"),
    path("desk/contacts/plans/new/", town_plans.new, name="town_plan_new"),
    path("desk/contacts/plans/<int:pk>/", town_plans.detail, name="town_plan"),
    path("desk/contacts/plans/<int:pk>/items/new/", town_plans.item_new, name="town_plan_item_new"),
    path("desk/contacts/plans/items/<int:pk>/", town_plans.item_edit, name="town_plan_item"),
    path(
        "desk/contacts/plans/items/<int:pk>/remove/",
        town_plans.item_remove,
        name="town_plan_item_remove",
    ),
    path("desk/services/", needs.index, name="needs"),
    path("desk/services/needs/new/", needs.new, name="need_new"),
    path("desk/services/needs/<int:pk>/", needs.detail, name="need"),
    path("desk/services/needs/<int:pk>/invite/", needs.invite, name="need_invite"),
    path("desk/services/needs/<int:pk>/<need_step:key>/", needs.step, name="need_step"),
    path("desk/services/mine/", needs.mine, name="my_services"),
    path("desk/services/invitations/<int:pk>/answer/", needs.answer, name="need_answer"),
    path("desk/services/skills/", skills.index, name="skills"),
    path("desk/services/skills/new/", skills.new, name="skill_new"),
    path("desk/services/skills/<int:pk>/", skills.edit, name="skill_edit"),
    path("desk/services/skills/proposals/", skills.proposals, name="skill_proposals"),
    path("desk/services/skills/propose/", skills.propose, name="skills_propose"),
    path("desk/services/skills/confirm/", skills.confirm, name="skills_confirm"),
    path("desk/services/skills/known/<int:pk>/remove/", skills.take_away, name="skill_take_away"),
    path("desk/deputies/<int:pk>/skills/", skills.of_deputy, name="deputy_skills"),
    path("desk/services/campaigns/", campaigns.index, name="campaigns"),
    path("desk/services/campaigns.xlsx", campaigns.export, name="campaigns_export"),
    path("desk/services/campaigns/new/", campaigns.new, name="campaign_new"),
    path("desk/services/campaigns/report/", campaigns.report, name="campaign_report"),
    path(
        "desk/services/campaigns/report.<report_form:form>",
        campaigns.report_export,
        name="campaign_report_export",
    ),
    path("desk/services/campaigns/<int:pk>/", campaigns.detail, name="campaign"),
    path("desk/services/campaigns/<int:pk>/edit/", campaigns.edit, name="campaign_edit"),
]
