"""Addresses of terms, sessions, mandates, particulars and switches; deputies.urls holds the rest."""

from django.urls import path

from deputies.views import mandates, records, sessions, succession, terms

urlpatterns = [
    path("desk/congresses/", terms.index, name="terms"),
    path("desk/congresses/<int:pk>/", terms.detail, name="term"),
    path("desk/congresses/<int:pk>.xlsx", terms.export, name="term_export"),
    path("desk/congresses/<int:pk>/elect/", terms.elect, name="by_elect"),
    path("desk/congresses/<int:pk>/sessions/new/", sessions.new, name="session_new"),
    path("desk/sessions/<int:pk>/", sessions.detail, name="session"),
    path("desk/sessions/<int:pk>/record/", sessions.record, name="session_record"),
    path("desk/sessions/<int:pk>/import/", sessions.load, name="session_import"),
    path("desk/sessions/<int:pk>.xlsx", sessions.export, name="session_export"),
    path("desk/proposals/", sessions.proposals, name="proposals"),
    path("desk/proposals/<int:pk>/", sessions.decide, name="proposal_decide"),
    path("desk/deputies/<int:pk>/edit/", records.edit, name="edit"),
    path("desk/corrections/", records.corrections, name="corrections"),
    path("desk/corrections/new/", records.propose, name="correction_new"),
    path("desk/corrections/<int:pk>/", records.decide, name="correction"),
    path("desk/mandates/<int:pk>/", mandates.detail, name="mandate"),
    path("desk/mandates/<int:pk>/offices/", mandates.take_office, name="office_take"),
    path("desk/mandates/offices/<int:pk>/leave/", mandates.leave_office, name="office_leave"),
    path("desk/mandates/<int:pk>/<slug:act>/", mandates.act, name="mandate_act"),
    path("desk/switches/", succession.index, name="switches"),
    path("desk/switches/new/", succession.new, name="switch_new"),
    path("desk/switches/<int:pk>/", succession.detail, name="switch"),
    path("desk/switches/<int:pk>.xlsx", succession.export, name="switch_export"),
    path("desk/switches/<int:pk>/roster/", succession.load, name="switch_load"),
    path("desk/switches/<int:pk>/answers/", succession.answer, name="switch_answer"),
    path("desk/switches/<int:pk>/confirm/", succession.confirm, name="switch_confirm"),
    path("desk/switches/<int:pk>/discard/", succession.discard, name="switch_discard"),
    path("desk/switches/<int:pk>/undo/", succession.undo, name="switch_undo"),
]
