"""What is filled in at a joint day: units, questions, answers (J16)."""

from django import forms

from stations.forms.activities import DAY
from stations.models import JointUnit


class UnitForm(forms.Form):
    """到场部门."""

    unit = forms.CharField(label="到场部门", max_length=60)
    posts = forms.CharField(
        label="到场人员职务", max_length=60, required=False, help_text="写职务，不写姓名。"
    )


class AskForm(forms.Form):
    """现场提问."""

    asked = forms.CharField(label="问题", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    unit = forms.ModelChoiceField(
        label="向哪个部门提出", queryset=JointUnit.objects.none(), empty_label="请选择"
    )

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = activity.joint_units.order_by("pk")


class AnswerForm(forms.Form):
    """答复: one of three ways at least."""

    answer = forms.CharField(
        label="现场答复", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    task_owner = forms.CharField(
        label="会后办理的责任人", max_length=60, required=False, help_text="单位或职务，不写姓名。"
    )
    task_due_on = forms.DateField(label="办结日期", required=False, widget=DAY)
    receipt = forms.CharField(
        label="转为群众诉求的编号",
        max_length=20,
        required=False,
        help_text="先在活动页面登记诉求。",
    )
