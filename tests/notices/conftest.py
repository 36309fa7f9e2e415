"""A notice of our own, so that these tests do not hang on another app's wording."""

import pytest


@pytest.fixture(autouse=True)
def _notice(tmp_path, settings):
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "_test.txt").write_text("试验通知\n\n正文第一行。\n", "utf-8")
    (folder / "assigned.txt").write_text(
        "请签收：{% if about %}{{ about.user.name }}的{% endif %}事项\n\n期限 {{ due }}。\n{{ site_url }}/desk/",
        "utf-8",
    )
    templates = [dict(engine) for engine in settings.TEMPLATES]
    templates[0]["DIRS"] = [tmp_path, *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
