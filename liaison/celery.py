"""The worker, and the one table of everything that runs by itself."""

import os

from celery import Celery
from celery.schedules import crontab

from liaison import env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.settings")

app = Celery("liaison")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Hours are Asia/Shanghai (CELERY_TIMEZONE).
app.conf.beat_schedule = {
    "审计:每分钟封存新的审计事件": {
        "task": "liaison.audit.tasks.seal",
        "schedule": float(env.number("SWEEP_SECONDS", 60)),
    },
    "审计:每天凌晨校验审计链": {
        "task": "liaison.audit.tasks.verify",
        "schedule": crontab(hour=3, minute=30),
    },
    "补投:每分钟重投未送出的消息": {
        "task": "liaison.notices.tasks.sweep",
        "schedule": float(env.number("SWEEP_SECONDS", 60)),
    },
    "批量任务:每分钟接着做中断的任务，清理过期的结果": {
        "task": "liaison.documents.tasks.sweep_jobs",
        "schedule": 60.0,
    },
    "催办:每天早上提醒逾期的承办单位": {
        "task": "suggestions.tasks.remind_overdue",
        "schedule": crontab(hour=8, minute=30),
    },
    "评价:每天上午提醒还没有评价的诉求人": {
        "task": "suggestions.tasks.remind_unrated",
        "schedule": crontab(hour=9, minute=30),
    },
    "121:每天早上提醒未达标的站点和代表": {
        "task": "deputies.tasks.remind_121",
        "schedule": crontab(hour=8, minute=40),
    },
    "121:每天凌晨检查上月结账": {
        "task": "deputies.tasks.close_last_month",
        "schedule": crontab(hour=2, minute=0),
    },
    "121:每天凌晨检查上年结账": {
        "task": "deputies.tasks.close_last_year",
        "schedule": crontab(hour=2, minute=5),
    },
    "积分:每天凌晨重新计算本年积分": {
        "task": "deputies.tasks.recount_points",
        "schedule": crontab(hour=4, minute=10),
    },
    "活动:每天下午提醒次日活动的代表": {
        "task": "deputies.tasks.remind_of_tomorrow",
        "schedule": crontab(hour=15, minute=0),
    },
    "换届:每天零点后让当日开始的新一届生效": {
        "task": "deputies.tasks.settle_switches",
        "schedule": crontab(hour=0, minute=5),
    },
    "代表码:每五分钟记下扫码次数": {
        "task": "deputies.tasks.write_down_scans",
        "schedule": 300.0,
    },
    "接待日:每天凌晨按规则安排并发布": {
        "task": "stations.tasks.plan_receptions",
        "schedule": crontab(hour=2, minute=10),
    },
    "接待日:每天早上提前通知": {
        "task": "stations.tasks.notify_receptions",
        "schedule": crontab(hour=8, minute=10),
    },
    "月报:每月一日凌晨编制上月月报": {
        "task": "supervision.tasks.compile_last_month",
        "schedule": crontab(hour=1, minute=0, day_of_month=1),
    },
}
