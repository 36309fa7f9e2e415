"""The documents that set the network's rules, their checklists, and how stations stand by them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.accounts.models import Seat
from stations import checklist
from stations.hierarchy import Kind
from stations.models.network import Station


class RuleDocumentQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Rules are no secret inside the house: every seat reads all of them."""
        return self.all() if seat else self.none()

    def in_force(self, on):
        """Documents in force on `on` (a local date): come into effect, not yet repealed."""
        return self.filter(Q(repealed_on=None) | Q(repealed_on__gt=on), effective_on__lte=on)

    def versions_of(self, title):
        """The chain of versions of one document, newest first."""
        return self.filter(title=title).order_by("-effective_on", "-pk")

    def for_list(self):
        return self.order_by("title", "-effective_on", "-pk")


class RuleDocument(models.Model):
    """A document that sets rules (制度文件, T22): parameters cite it, a new version repeals the last."""

    title = models.CharField("文件名", max_length=100)
    number = models.CharField("文号", max_length=50, blank=True)
    issuer = models.CharField("制发单位", max_length=60, blank=True)
    version = models.CharField("版本", max_length=20)
    issued_on = models.DateField("印发日期")
    effective_on = models.DateField("施行日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    text = models.TextField("正文", blank=True)

    objects = RuleDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "制度文件"
        constraints = [
            models.UniqueConstraint(
                "title",
                "version",
                name="rule_document_version_once",
                violation_error_message="该文件的这一版本已录入。",
            ),
            models.UniqueConstraint(
                "title",
                name="rule_document_one_current_version",
                condition=Q(repealed_on=None),
                violation_error_message="该文件已有现行版本，请从它录入新版本。",
            ),
        ]

    def __str__(self):
        return f"《{self.title}》（{self.version}）"

    def get_absolute_url(self):
        return reverse("stations:rule", args=[self.pk])


class Sheet(models.TextChoices):
    """What a checklist is for (清单种类)."""

    DUTY = "duty", "职责清单"
    STANDARD = "standard", "标准化清单"


class ChecklistItemQuerySet(models.QuerySet):
    def for_kind(self, kind):
        """What a station of `kind` is checked by: the items of its kind and those of every kind (T23)."""
        return self.filter(kind__in=["", checklist.ruled_as(kind)])

    def in_force(self, on):
        """Items of the documents in force on `on` (a local date)."""
        return self.filter(document__in=RuleDocument.objects.in_force(on))

    def for_list(self):
        return self.select_related("document").order_by("sheet", "document_id", "position", "pk")


class ChecklistItem(models.Model):
    """One line of a checklist (清单条目) a document sets for a kind of station, or for all (J1, T23)."""

    document = models.ForeignKey(
        RuleDocument, models.PROTECT, related_name="items", verbose_name="制度文件"
    )
    sheet = models.CharField("清单", max_length=10, choices=Sheet)
    kind = models.CharField("适用站点类型", max_length=10, choices=Kind, blank=True)
    position = models.PositiveSmallIntegerField("序号")
    text = models.CharField("内容", max_length=200)
    points = models.PositiveSmallIntegerField("分值", default=1)

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "清单条目"
        constraints = [
            models.UniqueConstraint(
                "document",
                "position",
                name="checklist_item_position_once",
                violation_error_message="同一文件的清单序号不能重复。",
            )
        ]

    def __str__(self):
        return self.text


class SelfCheck(models.Model):
    """What a station says of one item for one year, and whether the office found it so (自查记录)."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="self_checks", verbose_name="站点"
    )
    year = models.PositiveSmallIntegerField("年度")
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="+", verbose_name="清单条目"
    )
    is_done = models.BooleanField("已做到")
    note = models.CharField("说明", max_length=200, blank=True)
    checked_at = models.DateTimeField("自查时间")
    checked_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="自查人")
    is_confirmed = models.BooleanField("核实", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "自查记录"
        constraints = [
            models.UniqueConstraint(
                "station",
                "year",
                "item",
                name="self_check_once_a_year",
                violation_error_message="该条目本年度已自查。",
            )
        ]

    def __str__(self):
        return f"{self.station} {self.year} {self.item}"


class RatingQuerySet(models.QuerySet):
    def history(self):
        """Newest year first."""
        return self.order_by("-year", "-pk")


class Rating(models.Model):
    """A station's stars for one year (星级评定, J1), from its self-check as the office confirmed it."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="ratings", verbose_name="站点"
    )
    year = models.PositiveSmallIntegerField("年度")
    points = models.PositiveSmallIntegerField("得分")
    out_of = models.PositiveSmallIntegerField("满分")
    stars = models.PositiveSmallIntegerField("星级")
    note = models.CharField("评语", max_length=200, blank=True)
    rated_at = models.DateTimeField("评定时间")
    rated_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="评定人")

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "星级评定"
        constraints = [
            models.UniqueConstraint(
                "station",
                "year",
                name="rating_once_a_year",
                violation_error_message="该站点本年度已评定星级。",
            ),
            models.CheckConstraint(
                name="rating_has_one_to_five_stars",
                condition=Q(stars__gte=1, stars__lte=5, points__lte=models.F("out_of")),
                violation_error_message="星级为一至五星，得分不能超过满分。",
            ),
        ]

    def __str__(self):
        return f"{self.station} {self.year}年 {self.stars}星"

    @property
    def label(self) -> str:
        """The stars in words, such as 四星."""
        return f"{'一二三四五'[self.stars - 1]}星"


class RatingChange(models.Model):
    """A correction of a rating (星级更正): what it was, what it became, why, by whom; never removed."""

    rating = models.ForeignKey(
        Rating, models.CASCADE, related_name="changes", verbose_name="星级评定"
    )
    was_points = models.PositiveSmallIntegerField("原得分")
    was_stars = models.PositiveSmallIntegerField("原星级")
    points = models.PositiveSmallIntegerField("现得分")
    stars = models.PositiveSmallIntegerField("现星级")
    reason = models.CharField("更正理由", max_length=200)
    changed_at = models.DateTimeField("更正时间")
    changed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="更正人")

    class Meta:
        verbose_name = verbose_name_plural = "星级更正"
        constraints = [
            models.CheckConstraint(
                name="rating_change_says_why",
                condition=~Q(reason=""),
                violation_error_message="更正星级须写明理由。",
            )
        ]

    def __str__(self):
        return f"{self.rating}：{self.was_stars}星改为{self.stars}星"
