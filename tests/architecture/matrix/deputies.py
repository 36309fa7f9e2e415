"""Who gets what from every address: deputies, their visits and their study."""

# fmt: off
ROWS = [
    # for everybody                                                        站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:of_station",         "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),

    # stations and deputies                                                站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:list",               "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:detail",             "deputy",                  "in ok ok ok no no ok no no no no"),
    ("POST", "deputies:reveal",             "deputy",                  "in ok ok ok no no no no no no no"),
    ("ASK",  "deputies:assign",             "deputy",                  "in no no er no no no no no no no"),
    ("POST", "deputies:release",            "membership",              "in no no go no no no no no no no"),
    ("GET",  "deputies:coverage",           "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:coverage_export",    "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:at_station",         "station",                 "in ok ok ok ok ok ok ok ok ok ok"),
    ("ASK",  "deputies:import",             "",                        "in no no er no no no no no no no"),
    ("GET",  "deputies:import_preview",     "draft@deputies",          "in no no ok no no no no no no no"),
    ("POST", "deputies:import_confirm",     "draft@deputies",          "in no no go no no no no no no no"),

    # proposals of stations                                                站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:placements",         "",                        "in no no ok no no no no no no no"),
    ("GET",  "deputies:placements_export",  "",                        "in no no ok no no no no no no no"),
    ("POST", "deputies:placements_propose", "",                        "in no no go no no no no no no no"),
    ("POST", "deputies:placements_accept",  "",                        "in no no er no no no no no no no"),
    ("ASK",  "deputies:placement_change",   "placement",               "in no no er no no no no no no no"),
    ("ASK",  "deputies:placement_reject",   "placement",               "in no no er no no no no no no no"),
    ("GET",  "deputies:placement_batch",    "batch",                   "in no no ok no no no no no no no"),
    ("ASK",  "deputies:placements_undo",    "batch",                   "in no no go no no no no no no no"),

    # grids                                                                站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:grids",              "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:grids_export",       "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:grid",               "grid",                    "in ok no ok no no ok no no no no"),
    ("POST", "deputies:grid",               "grid",                    "in er no er no no no no no no no"),
    ("POST", "deputies:grid_release",       "grid_duty",               "in go no go no no no no no no no"),
    ("ASK",  "deputies:grid_import",        "",                        "in no no er no no no no no no no"),
    ("GET",  "deputies:grid_import_preview","draft@grids",             "in no no ok no no no no no no no"),
    ("POST", "deputies:grid_import_confirm","draft@grids",             "in no no go no no no no no no no"),

    # who comes and who came                                               站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:scan",               "scan",                    "go go go go go go go go go go go"),
    ("GET",  "deputies:feed",               "feed",                    "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "deputies:mine",               "",                        "in no ok no no no no no no no no"),
    # the page is there for an activity only, which stands behind the question mark
    ("ASK",  "deputies:sign_in",            "",                        "in no -- no no no no no no no no"),
    ("ASK",  "deputies:answer_duty",        "duty",                    "in er er er no no no no no no no"),
    ("ASK",  "deputies:invite",             "activity@published",      "in go no go no no no no no no no"),
    ("GET",  "deputies:screen",             "activity@published",      "in ok no ok no no no no no no no"),
    ("ASK",  "deputies:roster",             "activity@held",           "in go no go no no no no no no no"),
    ("ASK",  "deputies:strike",             "visit",                   "in er no er no no no no no no no"),
    ("GET",  "deputies:activity_attendance","activity@published",      "in ok ok ok ok ok ok ok ok ok ok"),

    # 121                                                                  站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:compliance",         "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:compliance_month_export", "",                   "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:compliance_year",    "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:compliance_year_export", "",                    "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:compliance_station", "station",                 "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:compliance_deputy",  "deputy@year",             "in ok ok ok no no ok no no no no"),
    ("GET",  "deputies:my_year",            "",                        "in no ok no no no no no no no no"),
    ("POST", "deputies:compliance_ask",     "kind@month",              "in go no go no no no no no no no"),
    ("POST", "deputies:compliance_act",     "",                        "in nw no nw no no no no no no no"),
    ("POST", "deputies:compliance_close",   "",                        "in no no er no no no no no no no"),
    ("GET",  "deputies:parameters",         "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "deputies:parameter",          "key@kinds",               "in no no er no no no no no no no"),

    # study: plans, topics, courses, classes, policies                      站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:learning",           "deputy",                  "in ok ok ok no no ok no no no no"),
    ("GET",  "deputies:my_study",           "",                        "in no ok no no no no no no no no"),
    ("GET",  "deputies:courses",            "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "deputies:course_record",      "course",                  "in er no er no no no no no no no"),
    ("GET",  "deputies:hours",              "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:hours_export",       "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:trainings",          "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "deputies:training_new",       "",                        "in er no er no no no no no no no"),
    ("GET",  "deputies:training",           "training",                "in ok no ok no no ok no no no no"),
    ("ASK",  "deputies:training_edit",      "training",                "in er no er no no no no no no no"),
    ("POST", "deputies:training_complete",  "training",                "in go no go no no no no no no no"),
    ("ASK",  "deputies:training_import",    "training",                "in er no er no no no no no no no"),
    ("GET",  "deputies:training_preview",   "own_roster",              "in ok no ok no no no no no no no"),
    ("POST", "deputies:training_confirm",   "own_roster",              "in go no go no no no no no no no"),
    ("GET",  "deputies:publicities",        "",                        "in ok ok ok no no ok no no no no"),
    ("ASK",  "deputies:publicity_new",      "",                        "in no no er no no no no no no no"),
    ("GET",  "deputies:publicity",          "policy",                  "in ok ok ok no no ok no no no no"),
    ("POST", "deputies:publicity_read",     "policy",                  "in go go no no no no no no no no"),
    ("POST", "deputies:publicity_remind",   "policy",                  "in no no go no no no no no no no"),
]
# fmt: on
