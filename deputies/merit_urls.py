"""Addresses of reports to the voters, honours, stories and cases, structure, dossiers."""

from django.urls import path, re_path

from deputies.views import dossier, honours, pieces, reporting, structure

patterns = [
    path("desk/reporting/", reporting.index, name="reportings"),
    path("desk/reporting.xlsx", reporting.export, name="reportings_export"),
    path("desk/reporting/missing/", reporting.missing, name="reporting_missing"),
    path("desk/reporting/missing.xlsx", reporting.missing_export, name="reporting_missing_export"),
    path("desk/reporting/new/<int:mandate>/", reporting.new, name="reporting_new"),
    path("desk/reporting/<int:pk>/", reporting.detail, name="reporting"),
    path("desk/reporting/<int:pk>/<slug:key>/", reporting.step, name="reporting_step"),
    path("s/<str:code>/reporting/", reporting.public_list, name="public_reportings"),
    path("s/<str:code>/reporting/<int:pk>/", reporting.public, name="public_reporting"),
    path("desk/reporting/honours/", honours.index, name="honours"),
    path("desk/reporting/honours.xlsx", honours.export, name="honours_export"),
    path("desk/deputies/<int:pk>/honour/", honours.new, name="honour_new"),
    path("desk/reporting/honours/<int:pk>/", honours.detail, name="honour"),
    path("desk/reporting/honours/<int:pk>/<slug:key>/", honours.step, name="honour_step"),
    path("desk/reporting/pieces/", pieces.index, name="pieces"),
    path("desk/reporting/pieces/new/", pieces.new, name="piece_new"),
    path("desk/reporting/pieces/<int:pk>/", pieces.detail, name="piece"),
    path("desk/reporting/pieces/<int:pk>/edit/", pieces.edit, name="piece_edit"),
    path("desk/reporting/pieces/<int:pk>/consent/", pieces.consent, name="piece_consent"),
    path("desk/reporting/pieces/<int:pk>/<slug:key>/", pieces.step, name="piece_step"),
    path("stories/", pieces.public_list, name="public_pieces"),
    path("stories/<int:pk>/", pieces.public, name="public_piece"),
    path("stories/<int:pk>/photo/<uuid:file>/", pieces.photo, name="piece_photo"),
    path("desk/reporting/structure/", structure.index, name="structure"),
    path("desk/reporting/structure.xlsx", structure.export, name="structure_export"),
    path("desk/deputies/dossiers/", dossier.batch, name="dossiers"),
    path("desk/deputies/<int:pk>/dossier/", dossier.page, name="dossier"),
    re_path(
        r"^desk/deputies/(?P<pk>[0-9]+)/dossier\.(?P<form>docx|pdf)$",
        dossier.download,
        name="dossier_file",
    ),
]
