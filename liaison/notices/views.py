"""The inbox of every seat, and the page of messages that could not be delivered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.notices import actions, channels
from liaison.notices.models import Message
from liaison.ui.paging import pages

may_see_dead = seat_required(Role.COMMITTEE, Role.SYSTEM_ADMIN)


@require_safe
@seat_required()
def inbox(request: HttpRequest) -> HttpResponse:
    """消息: what this person was told, newest first; `?unread=1` leaves out what was read."""
    found = Message.objects.inbox(request.user)
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        found = found.unread()
    context = {"page": pages(found.newest_first(), request), "only_unread": only_unread}
    return render(request, "notices/inbox.html", context)


@require_POST
@seat_required()
def open_message(request: HttpRequest, pk) -> HttpResponse:
    """Mark a message as read and go to what it is about."""
    message = get_object_or_404(Message.objects.inbox(request.user), pk=pk)
    actions.read(message)
    if url_has_allowed_host_and_scheme(message.url, allowed_hosts=None):
        return redirect(message.url)
    return redirect("notices:inbox")


@require_POST
@seat_required()
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark the whole inbox as read."""
    count = actions.read_all(request.user)
    messages.success(request, f"已将 {count} 条消息标为已读。")
    return redirect("notices:inbox")


@require_safe
@may_see_dead
def dead(request: HttpRequest) -> HttpResponse:
    """未送达: messages the worker has given up on."""
    found = Message.objects.dead().select_related("to_user").newest_first()
    page = pages(found, request)
    for message in page:
        message.channel_label = channels.label(message.channel)
    return render(request, "notices/dead.html", {"page": page})


@require_POST
@may_see_dead
def send_again(request: HttpRequest, pk) -> HttpResponse:
    """再发一次."""
    message = get_object_or_404(Message, pk=pk)
    actions.send_again(message, by=request.seat)
    messages.success(request, "已重新放入发送队列。")
    return redirect("notices:dead")
