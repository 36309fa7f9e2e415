"""What refuses to start: a misconfigured installation is told so in Chinese, with what to do."""

from collections.abc import Callable

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from liaison import clock
from liaison.documents import pdf
from liaison.privacy import keys
from liaison.workdays.models import PublishedYear

TIME_ZONE = "Asia/Shanghai"
OLDEST_SERVER = 150_000
SECRET_LENGTH = 50
# The State Council publishes next year's notice in October or November.
NOTICE_MONTH = 11

_DATABASE = """
SELECT pg_encoding_to_char(encoding), datctype, current_setting('server_version_num')::int
  FROM pg_database WHERE datname = current_database()
"""


@register("liaison")
def time_is_ours(**kwargs) -> list[CheckMessage]:
    """Legal dates are dates in China: no other zone, and aware times only."""
    found: list[CheckMessage] = []
    if settings.TIME_ZONE != TIME_ZONE:
        hint = f'把 settings.py 中的 TIME_ZONE 改回 "{TIME_ZONE}"：法定期限按北京时间计算。'
        found.append(Error(f"时区是 {settings.TIME_ZONE}。", hint=hint, id="liaison.E001"))
    if not settings.USE_TZ:
        hint = "把 settings.py 中的 USE_TZ 改回 True。"
        found.append(Error("没有启用带时区的时间。", hint=hint, id="liaison.E002"))
    return found


@register("liaison")
def debug_stays_at_home(**kwargs) -> list[CheckMessage]:
    """Debug pages show settings and queries: never on a site reached by https."""
    if not (settings.DEBUG and settings.HTTPS):
        return []
    hint = "去掉环境变量 DEBUG，或把 SITE_URL 改成本机地址。"
    return [Error("正式站点（https）打开了调试模式。", hint=hint, id="liaison.E003")]


@register("liaison")
def keys_can_seal(**kwargs) -> list[CheckMessage]:
    """Personal data can be sealed and found: FIELD_KEYS and INDEX_KEY are well formed."""
    return [
        Error(str(reason), hint=f"请检查 {name}，生成方法见 docs/operations.md。", id=number)
        for name, read, number in (
            ("FIELD_KEYS", keys.field_keys, "liaison.E004"),
            ("INDEX_KEY", keys.index_key, "liaison.E005"),
            ("CODE_KEYS", keys.code_keys, "liaison.E011"),
        )
        if (reason := _refusal(read)) is not None
    ]


@register("liaison")
def fonts_are_here(**kwargs) -> list[CheckMessage]:
    """Every family a PDF page asks for lies in a folder of fonts: none is set with empty boxes."""
    unknown = sorted(settings.PDF_FONTS.keys() - pdf.HOUSE_FONTS.keys())
    hint = "可用的名称：title、song、fang、kai、hei，写法见 docs/operations.md。"
    found: list[CheckMessage] = [
        Error(f"PDF_FONTS 中没有“{face}”这种字体用途。", hint=hint, id="liaison.E010")
        for face in unknown
    ]
    hint = (
        "自带字体缺失时执行 python scripts/fonts.py --check 查看；"
        "单位的授权字体请放入 PDF_FONT_DIR 所指的文件夹。"
    )
    return found + [
        Error(f"找不到字体“{family}”，PDF 无法排版。", hint=hint, id="liaison.E009")
        for family in pdf.missing_fonts()
    ]


@register("liaison", deploy=True)
def secret_is_long(**kwargs) -> list[CheckMessage]:
    """Sessions and signed links are as safe as this text is long."""
    if len(settings.SECRET_KEY) >= SECRET_LENGTH:
        return []
    hint = "python -c 'import secrets; print(secrets.token_urlsafe(64))' 可以生成一个。"
    return [Error(f"SECRET_KEY 不足 {SECRET_LENGTH} 个字符。", hint=hint, id="liaison.E006")]


@register(Tags.database)
def database_fits(databases=None, **kwargs) -> list[CheckMessage]:
    """PostgreSQL 15 or later, UTF-8 in its encoding and in its character types (Chinese search)."""
    return [message for alias in databases or () for message in _database_messages(alias)]


@register(Tags.database)
def next_year_is_known(databases=None, **kwargs) -> list[CheckMessage]:
    """From November on next year's holiday notice should be in the table: dates in it are 暂定."""
    if "default" not in (databases or ()):
        return []
    today = clock.today()
    if today.month < NOTICE_MONTH:
        return []
    tables = connections["default"].introspection.table_names()
    if PublishedYear._meta.db_table not in tables:
        return []
    if PublishedYear.objects.filter(year=today.year + 1).exists():
        return []
    hint = "国务院办公厅通知发布后，请在“工作日”页面录入；此前涉及该年的期限标注“暂定”。"
    return [Info(f"{today.year + 1} 年的节假日安排尚未录入。", hint=hint, id="liaison.I001")]


def _database_messages(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute(_DATABASE)
        encoding, letters, version = cursor.fetchone()
    found: list[CheckMessage] = []
    if version < OLDEST_SERVER:
        hint = "请升级到 PostgreSQL 15 或更新的版本。"
        found.append(Error(f"数据库版本过低（{version}）。", hint=hint, id="liaison.E007"))
    if encoding != "UTF8" or not _knows_letters(letters):
        hint = "请用 ENCODING 'UTF8'、LC_CTYPE 'C.UTF-8' 重建数据库，否则中文相似检索失效。"
        wrong = f"数据库的编码是 {encoding}，字符类型是 {letters}。"
        found.append(Error(wrong, hint=hint, id="liaison.E008"))
    return found


def _knows_letters(ctype: str) -> bool:
    return ctype.upper().replace("-", "").endswith("UTF8")


def _refusal(read: Callable[[], object]) -> ImproperlyConfigured | None:
    try:
        read()
    except ImproperlyConfigured as reason:
        return reason
    return None
