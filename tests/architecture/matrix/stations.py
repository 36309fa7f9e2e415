"""Who gets what from every address: stations and what happens in them."""

# fmt: off
ROWS = [
    # for everybody                                                        站 代 委 府 承 领 热 系 安 审
    ("GET",  "stations:landing",            "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:public",             "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:public_visits",      "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),

    # stations and deputies                                                站 代 委 府 承 领 热 系 安 审
    ("GET",  "stations:tree",               "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:detail",             "station",                 "in ok ok ok ok ok ok ok ok ok ok"),
    ("ASK",  "stations:open_below",         "station",                 "in no no er no no no no no no no"),
    ("ASK",  "stations:edit",               "station",                 "in no no go no no no no no no no"),
    ("ASK",  "stations:move",               "station",                 "in no no er no no no no no no no"),
    ("ASK",  "stations:close",              "station",                 "in no no er no no no no no no no"),
    ("ASK",  "stations:rename",             "station",                 "in no no er no no no no no no no"),
    ("ASK",  "stations:merge",              "station",                 "in no no er no no no no no no no"),
    ("ASK",  "stations:reopen",             "station",                 "in no no er no no no no no no no"),
    ("GET",  "stations:venues",             "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "stations:visits",             "station",                 "in er no er no no no no no no no"),
    ("POST", "stations:visit_end",          "mobile_visit",            "in go no go no no no no no no no"),
    ("ASK",  "stations:import",             "",                        "in no no er no no no no no no no"),
    ("GET",  "stations:import_preview",     "draft@stations",          "in no no ok no no no no no no no"),
    ("POST", "stations:import_confirm",     "draft@stations",          "in no no go no no no no no no no"),

    # activities                                                           站 代 委 府 承 领 热 系 安 审
    ("GET",  "stations:activities_of_station","station",               "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:public_activity",    "public_activity@published","ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:feed",               "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:calendar",           "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:activities",         "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:activities_export",  "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:activity",           "activity@planned",        "in ok -- ok -- -- ok -- -- -- --"),
    ("GET",  "stations:activity",           "activity@published",      "in ok ok ok ok ok ok ok ok ok ok"),
    ("ASK",  "stations:activity_new",       "",                        "in er no er no no no no no no no"),
    ("ASK",  "stations:activity_edit",      "activity@planned",        "in er no er no no no no no no no"),
    ("ASK",  "stations:activity_publish",   "activity@planned",        "in go -- go -- -- no -- -- -- --"),
    ("ASK",  "stations:activity_hold",      "activity@published",      "in go no go no no no no no no no"),
    ("ASK",  "stations:activity_log",       "activity@held",           "in er no er no no no no no no no"),
    ("ASK",  "stations:activity_reopen",    "activity@logged",         "in er no er no no no no no no no"),
    ("ASK",  "stations:activity_cancel",    "activity@published",      "in er no er no no no no no no no"),
    ("POST", "stations:activity_publish",   "activity@logged",         "in nw no nw no no no no no no no"),
    ("ASK",  "stations:activity_waive",     "activity@held",           "in no no er no no no no no no no"),
    ("ASK",  "stations:activity_photos",    "activity@held",           "in er no er no no no no no no no"),
    ("ASK",  "stations:activity_deliberate","activity@held",           "in er no er no no no no no no no"),
    ("POST", "stations:problem_add",        "activity@held",           "in er no er no no no no no no no"),
    ("ASK",  "stations:problem_settle",     "problem@held",            "in go no go no no no no no no no"),
    ("ASK",  "stations:series",             "",                        "in er no er no no no no no no no"),
    ("GET",  "stations:receptions",         "",                        "in ok no ok no no no no no no no"),
    ("ASK",  "stations:reception_new",      "",                        "in er no er no no no no no no no"),
    ("ASK",  "stations:reception_edit",     "reception",               "in er no er no no no no no no no"),

    # study: plans, topics, courses, classes, policies                      站 代 委 府 承 领 热 系 安 审
    ("GET",  "stations:study_public",       "plan@published",          "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:study",              "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "stations:study_new",          "",                        "in er no no no no no no no no no"),
    ("GET",  "stations:study_missing",      "",                        "in ok no ok no no ok no no no no"),
    ("POST", "stations:study_remind",       "",                        "in no no go no no no no no no no"),
    ("GET",  "stations:study_topics",       "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "stations:study_topic_new",    "",                        "in no no er no no no no no no no"),
    ("ASK",  "stations:study_topic",        "topic",                   "in no no er no no no no no no no"),
    ("GET",  "stations:study_plan",         "plan@draft",              "in ok no ok no no ok no no no no"),
    ("ASK",  "stations:study_edit",         "plan@draft",              "in er no no no no no no no no no"),
    ("ASK",  "stations:study_send_back",    "plan@submitted",          "in no no er no no no no no no no"),
    ("POST", "stations:study_step",         "plan@approved",           "in go no go no no no no no no no"),

    # rules, stars, the use index                                          站 代 委 府 承 领 热 系 安 审
    ("GET",  "stations:rules",              "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:rule",               "rule",                    "in ok ok ok ok ok ok ok ok ok ok"),
    ("ASK",  "stations:rule_new",           "",                        "in no no er no no no no no no no"),
    ("ASK",  "stations:rule_version",       "rule",                    "in no no er no no no no no no no"),
    ("GET",  "stations:standards",          "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "stations:standards_export",   "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "stations:standard",           "standard",                "in ok no ok no no ok no no no no"),
    ("POST", "stations:standard",           "standard",                "in go no go no no no no no no no"),
    ("ASK",  "stations:standard_rate",      "standard@checked",        "in no no go no no no no no no no"),
]
# fmt: on
