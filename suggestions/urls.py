"""Addresses of concerns and suggestions: residents' pages, the desk, and the machines' doors."""

from django.urls import path

from suggestions.hotline import server
from suggestions.views import public, receiver

app_name = "suggestions"

public_patterns = [
    path("s/<str:code>/say/", public.say, name="say"),
    path("receipt/", public.follow, name="follow"),
    path("receipt/<str:number>/", public.followed, name="followed"),
    path("receipt/<str:number>/said/", public.said, name="said"),
    path("receipt/<str:number>/rate/", public.rate, name="resident_rate"),
    path("receipt/<str:number>/redo/", public.redo, name="resident_redo"),
    path("receipt/<str:number>/withdraw/", public.withdraw, name="resident_withdraw"),
]

machine_patterns = [
    path("receiver/requests.json", server.orders, name="receiver_requests"),
    path("receiver/reports.json", server.reports, name="receiver_reports"),
    path("hotline/updates.json", server.updates, name="hotline_updates"),
    path("hotline/instructions.json", server.instructions, name="hotline_instructions"),
]

desk_patterns = [
    path("desk/receiver/", receiver.orders, name="receiver_orders"),
    path("desk/receiver/<str:number>/", receiver.order, name="receiver_order"),
    path("desk/receiver/<str:number>/answer/", receiver.answer, name="receiver_answer"),
    path("desk/receiver/<str:number>/send-back/", receiver.send_back, name="receiver_send_back"),
]

urlpatterns = [*public_patterns, *machine_patterns, *desk_patterns]
