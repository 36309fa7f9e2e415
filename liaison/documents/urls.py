"""Addresses of jobs that make many documents."""

from django.urls import path

from liaison.documents import views

app_name = "documents"
urlpatterns = [
    path("desk/jobs/", views.index, name="jobs"),
    path("desk/jobs/<uuid:pk>/", views.job, name="job"),
    path("desk/jobs/<uuid:pk>/cancel/", views.cancel, name="job_cancel"),
    path("desk/jobs/<uuid:pk>/resume/", views.resume, name="job_resume"),
    path("desk/jobs/<uuid:pk>/result.zip", views.download, name="job_result"),
]
