"""Importing a table as three pages: upload, look at what would happen, confirm all or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url

from liaison.documents import mappings
from liaison.documents.errors import Unreadable
from liaison.errors import Refused
from stations.actions.network import keep_draft
from stations.documents import header_of, rows_in, rows_of
from stations.forms import HeadingForm, UploadForm
from stations.models import ImportDraft
from stations.sheet import Column
from stations.views.desk import posted

#: Rows shown of each kind; a table of thousands is not read on a page.
SHOWN = 200
LAYOUT = "layouts/desk.html"


@dataclass(frozen=True, kw_only=True)
class ImportPages:
    """The pages of one kind of import (导入), for one request; views call one method each.

    subject: what the table is of; headings a person explained are remembered under it.
    columns: field → Column. plan: what importing rows would do, something with `is_sound` and
    `faults`; raises Unreadable. apply: does it with the draft's row at hand, or raises Refused;
    returns the sentence that says what was done. pages: the names of the upload, preview and
    confirm addresses, with `arguments`. templates: of the first two. done: where it ends.
    kept_as: under what the draft is kept, when one subject has several owners.
    more: what the preview shows of a plan beside the plan. context: what both pages show; `layout`
    in it names another layout than the desk's.
    """

    request: HttpRequest
    subject: str
    columns: Mapping[str, Column]
    plan: Callable[[list], Any]
    apply: Callable[[Any, ImportDraft], str]
    pages: tuple[str, str, str]
    templates: tuple[str, str]
    done: Any
    arguments: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    kept_as: str = ""
    more: Callable[[Any], dict] = lambda plan: {}

    def upload(self) -> HttpResponse:
        """Choose a file; it is read and kept as a draft, nothing is written yet."""
        form = UploadForm(posted(self.request), self.request.FILES or None)
        if self.request.method == "POST" and form.is_valid():
            try:
                return redirect(self._url(1, self._keep(form.cleaned_data["file"])))
            except Unreadable as error:
                form.add_error("file", str(error))
        status = 422 if form.is_bound else 200
        context = {"layout": LAYOUT, **self.context, "form": form}
        return render(self.request, self.templates[0], context, status=status)

    def preview(self, key) -> HttpResponse:
        """What would be new, changed, wrong; POST says which column is which, then looks again."""
        draft = self._draft(key)
        rows = rows_in(draft)
        header = header_of(rows, self.subject, self._wanted)
        form = HeadingForm(posted(self.request), header=header, columns=self.columns)
        if self.request.method == "POST" and form.is_valid():
            mappings.remember(self.subject, form.chosen())
            return redirect(self._url(1, draft))
        shown: dict[str, Any] = {"header": header, "form": form}
        try:
            plan = self.plan(rows)
        except Unreadable as error:
            return self._shown(draft, plan=None, unreadable=str(error), **shown)
        return self._shown(draft, plan=plan, **shown)

    def confirm(self, key) -> HttpResponse:
        """Do it, all or nothing; what became unsound since the preview is shown again (422)."""
        draft = self._draft(key)
        try:
            plan = self.plan(rows_in(draft))
        except Unreadable as error:
            raise Refused(str(error)) from error
        if not plan.is_sound:
            return self._shown(draft, plan=plan, status=422)
        messages.success(self.request, self.apply(plan, draft))
        return redirect(self.done)

    @property
    def _wanted(self) -> dict[str, tuple[str, ...]]:
        return {name: column.headings for name, column in self.columns.items()}

    @property
    def _kept_as(self) -> str:
        return self.kept_as or self.subject

    def _keep(self, file) -> ImportDraft:
        rows = rows_of(file)
        header_of(rows, self.subject, self._wanted)
        seat = self.request.seat
        return keep_draft(subject=self._kept_as, file_name=file.name, rows=rows, by=seat)

    def _draft(self, key) -> ImportDraft:
        mine = ImportDraft.objects.filter(seat=self.request.seat, subject=self._kept_as)
        return get_object_or_404(mine, pk=key)

    def _url(self, page: int, draft: ImportDraft) -> str:
        return resolve_url(self.pages[page], **self.arguments, key=draft.pk)

    def _shown(self, draft, *, plan, status=200, unreadable="", **shown) -> HttpResponse:
        context = {"layout": LAYOUT, **self.context, **shown}
        context |= {"draft": draft, "plan": plan, "shown": SHOWN}
        context |= {"unreadable": unreadable, "confirm_url": self._url(2, draft)}
        context["upload_url"] = resolve_url(self.pages[0], **self.arguments)
        if plan is not None:
            context |= self.more(plan)
        return render(self.request, self.templates[1], context, status=status)
