"""The addresses of one's own seats."""

from django.urls import path

from liaison.accounts import views

app_name = "accounts"

urlpatterns = [path("accounts/seat/", views.choose, name="choose_seat")]
