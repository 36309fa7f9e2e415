"""Two presses at the same moment are one concern."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from suggestions.models import Concern
from tests.factories import town as towns


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_is_one_receipt(transactional_db):
    address = reverse("suggestions:say", args=[towns.build().station.code])
    form = {"once": str(uuid4()), "text": "路灯坏了。", "phone": "13812341234"}
    barrier, seen = Barrier(4), []

    def press():
        browser = Client()
        barrier.wait()
        seen.append(browser.post(address, form)["Location"])
        connection.close()

    presses = [Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert seen == [reverse("suggestions:said", args=[Concern.objects.get().number])] * 4
