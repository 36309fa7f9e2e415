"""Decisions made before they were recorded: the hit rate begins with them."""

from django.db import migrations

PAST = """
INSERT INTO suggestions_decision (concern_id, category, proposed_channel, proposed_unit_id,
    confidence, rules, channel, unit_id, reason, by_id, at)
SELECT c.id, c.category, COALESCE(c.proposal->>'channel', ''), u.id,
    COALESCE(c.proposal->>'confidence', ''), '{}', c.channel, c.department_id, c.channel_reason,
    t.by_id, t.at
FROM suggestions_concern c
JOIN LATERAL (SELECT by_id, at FROM suggestions_timelineentry t
    WHERE t.concern_id = c.id AND t.step = 'decide' ORDER BY t.at DESC, t.id DESC LIMIT 1) t ON true
LEFT JOIN suggestions_department u ON u.id::text = c.proposal->>'unit_pk'
WHERE c.channel <> '' AND c.proposal IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0007_word_statistics")]

    operations = [migrations.RunSQL(PAST, migrations.RunSQL.noop)]
