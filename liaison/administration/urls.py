"""The addresses of the three administrators' desks."""

from django.urls import path

from liaison.administration.views import audit, people

app_name = "administration"

urlpatterns = [
    path("desk/accounts/", people.index, name="people"),
    path("desk/accounts/open/", people.open_account, name="open"),
    path("desk/accounts/<int:pk>/", people.person, name="person"),
    path("desk/accounts/<int:pk>/password/", people.reset_password, name="reset_password"),
    path(
        "desk/accounts/<int:pk>/second-factor/",
        people.reset_second_factor,
        name="reset_second_factor",
    ),
    path("desk/accounts/<int:pk>/unlock/", people.unlock, name="unlock"),
    path("desk/accounts/<int:pk>/active/", people.set_active, name="set_active"),
    path("desk/accounts/<int:pk>/seats/", people.grant_seat, name="grant_seat"),
    path("desk/accounts/seats/<int:pk>/end/", people.end_seat, name="end_seat"),
    path("desk/audit/", audit.events, name="audit"),
    path("desk/audit/verify/", audit.verify, name="verify_audit"),
]
