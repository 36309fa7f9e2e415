"""Where messages are read."""

from django.urls import path

from liaison.notices import views

app_name = "notices"
urlpatterns = [
    path("desk/notices/", views.inbox, name="inbox"),
    path("desk/notices/read-all/", views.read_all, name="read_all"),
    path("desk/notices/<uuid:pk>/open/", views.open_message, name="open"),
    path("desk/notices/dead/", views.dead, name="dead"),
    path("desk/notices/dead/<uuid:pk>/send-again/", views.send_again, name="send_again"),
]
