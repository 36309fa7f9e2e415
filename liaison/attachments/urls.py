"""Where files are."""

from django.urls import path

from liaison.attachments import views

app_name = "attachments"
urlpatterns = [path("files/<uuid:pk>/", views.download, name="download")]
