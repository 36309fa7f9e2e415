"""The sign-in library's pages this site has, and no others: no sign-up, no reset by mail.

Not namespaced: the library reverses these names itself.
"""

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("accounts/login/", views.login, name="account_login"),
    path("accounts/logout/", views.logout, name="account_logout"),
    path("accounts/inactive/", views.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", views.password_change, name="account_change_password"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
