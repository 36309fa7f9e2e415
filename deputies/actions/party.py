"""Whether a deputy's party field is public: by his own consent, told by him or by the office (T12)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.models import PARTY_READERS, Deputy, deputy_of
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain


@transaction.atomic
def disclose(deputy: Deputy, *, is_public: bool, by: Seat) -> Deputy:
    """公开政治面貌, or no more. Raises PermissionDenied."""
    if by.role == Role.DEPUTY:
        own = deputy_of(by)
        is_his = own is not None and own.pk == deputy.pk
    else:
        mine = Deputy.objects.visible_to(by).filter(pk=deputy.pk)
        is_his = by.role in PARTY_READERS and mine.exists()
    if not is_his:
        raise PermissionDenied("只能由本人，或按本人意愿由管理机构办理。")
    deputy = Deputy.objects.public().select_for_update(of=("self",)).get(pk=deputy.pk)
    deputy.party_is_public = is_public
    deputy.save(update_fields=["party_is_public"])
    chain.record("disclose_party", by=by, about=deputy, facts={"now": is_public})
    return deputy
