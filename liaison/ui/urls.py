"""Addresses that belong to no app."""

from django.urls import path

from liaison.ui import views

app_name = "ui"
urlpatterns = [path("preferences/", views.preferences, name="preferences")]
