"""A form's fields are complete for a screen reader, whoever writes the form."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string


class Say(forms.Form):
    text = forms.CharField(label="内容", widget=forms.Textarea, help_text="五百字以内。")
    phone = forms.CharField(label="手机", required=False)
    kind = forms.ChoiceField(label="类别", choices=[("a", "住房")])
    way = forms.ChoiceField(
        label="怎样答复", widget=forms.RadioSelect, choices=[("s", "短信"), ("c", "电话")]
    )
    agree = forms.BooleanField(label="我同意")
    day = forms.DateField(label="日期", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Page(HTMLParser):
    """The page's tags: `tags` as (name, attributes), and the ids among them."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)
        self.ids = {attrs["id"] for _, attrs in self.tags if "id" in attrs}

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def control(self, name):
        return next(attrs for _, attrs in self.tags if attrs.get("name") == name)


@pytest.fixture
def wrong():
    return Page(str(Say({"phone": "138"})))


def test_every_control_has_a_label_that_names_it():
    page = Page(str(Say()))
    named = {attrs["for"] for tag, attrs in page.tags if tag == "label"}
    for tag, attrs in page.tags:
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden":
            assert attrs["id"] in named


def test_help_and_errors_are_read_out_with_their_field(wrong):
    text = wrong.control("text")
    assert text["aria-describedby"] == "id_text_helptext id_text_error"
    assert set(text["aria-describedby"].split()) <= wrong.ids
    assert text["aria-invalid"] == "true"
    assert "is-invalid" in text["class"]


def test_a_group_of_choices_is_a_fieldset_with_a_legend_and_its_error(wrong):
    fieldset = next(attrs for tag, attrs in wrong.tags if tag == "fieldset")
    assert fieldset["aria-describedby"] == "id_way_error"
    assert "id_way_error" in wrong.ids
    assert any(tag == "legend" for tag, _ in wrong.tags)


def test_controls_wear_the_class_of_their_kind():
    page = Page(str(Say()))
    assert page.control("text")["class"] == "form-control"
    assert page.control("kind")["class"] == "form-select"
    assert page.control("agree")["class"] == "form-check-input"
    assert page.control("way")["class"] == "form-check-input"
    assert "class" not in page.control("token")


def test_a_class_of_the_form_s_own_is_kept():
    class Tall(forms.Form):
        text = forms.CharField(widget=forms.Textarea(attrs={"class": "tall"}))

    assert Page(str(Tall())).control("text")["class"] == "tall form-control"


def test_must_and_may_are_said_in_words():
    html = str(Say())
    assert html.count("必填") == 3  # text, kind, way; the single box stands by its own sentence
    assert html.count("选填") == 2


def test_a_date_is_picked_in_the_browser_s_own_way_and_written_back_as_it_reads_it():
    day = Page(str(Say({"day": "2026-09-30"}))).control("day")
    assert (day["type"], day["value"]) == ("date", "2026-09-30")
    assert Page(str(Say(initial={"day": date(2026, 9, 3)}))).control("day")["value"] == (
        "2026-09-03"
    )


@pytest.mark.parametrize("typed", ["2026-09-30", "2026年9月30日", "2026/9/30", "20260930"])
def test_a_date_is_understood_however_the_office_writes_it(typed):
    field = forms.DateField()
    assert field.clean(typed).isoformat() == "2026-09-30"


def test_an_empty_field_is_told_what_to_do(wrong):
    assert "请填写这一项。" in str(Say({}))


def test_the_summary_of_errors_leads_to_each_field():
    page = Page(render_to_string("components/form_errors.html", {"form": Say({})}))
    targets = {attrs["href"].removeprefix("#") for tag, attrs in page.tags if tag == "a"}
    assert targets == {"id_text", "id_kind", "id_way", "id_agree"}
    assert targets <= Page(str(Say({}))).ids


def test_a_form_without_errors_has_no_summary():
    assert render_to_string("components/form_errors.html", {"form": Say()}).strip() == ""


def test_what_was_typed_comes_back_as_text_not_as_tags():
    assert "<script>" not in str(Say({"text": "<script>alert(1)</script>"}))
