"""Who gets what from every address: one row per route, one column per seat.

    in  to the sign-in page          no  403, not this seat
    ok  200, the page or the file    --  404, not there for this seat
    go  done, and on to a page       nw  409, this seat, but not now
    er  422, the form asks again

ASK is a page with a form: the row says what an incomplete POST gets; whoever gets `er` or `go`
gets `ok` from GET, everybody else the same as from POST. The things in the third column are made
by scene.py, so that each seat meets one it is concerned with. docs/permissions.md is printed from
this table; a route without a row fails the tests.
"""

from liaison.accounts.roles import Role

COLUMNS = (None, *Role)
#: Routes that answer machines by a key of their own, tested where they are built.
MACHINES = {
    "suggestions:receiver_requests",
    "suggestions:receiver_reports",
    "suggestions:hotline_updates",
    "suggestions:hotline_instructions",
}

# fmt: off
ROWS = [
    # for everybody                                                        站 代 委 府 承 领 热 系 安 审
    ("GET",  "healthz",                     "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "ui:preferences",              "",                        "go go go go go go go go go go go"),
    ("GET",  "stations:landing",            "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:public",             "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:poster",             "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:public_visits",      "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "stations:code_picture",       "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "deputies:of_station",         "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("ASK",  "suggestions:say",             "station",                 "er er er er er er er er er er er"),
    ("ASK",  "suggestions:follow",          "",                        "er er er er er er er er er er er"),
    # a receipt opens for the browser that proved its number and code, for no seat
    ("GET",  "suggestions:said",            "concern",                 "-- -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "suggestions:followed",        "concern",                 "-- -- -- -- -- -- -- -- -- -- --"),
    ("POST", "suggestions:resident_rate",   "concern@fed_back",        "-- -- -- -- -- -- -- -- -- -- --"),
    ("POST", "suggestions:resident_redo",   "concern@fed_back",        "-- -- -- -- -- -- -- -- -- -- --"),
    ("POST", "suggestions:resident_withdraw", "concern",               "-- -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "attachments:download",        "file",                    "-- ok ok ok -- -- ok -- -- -- --"),

    # signing in                                                           站 代 委 府 承 领 热 系 安 审
    ("GET",  "account_login",               "",                        "ok go go go go go go go go go go"),
    ("GET",  "account_inactive",            "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "account_logout",              "",                        "go ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "account_logout",              "",                        "go go go go go go go go go go go"),
    ("GET",  "account_reauthenticate",      "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "account_change_password",     "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "account_change_password",     "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "mfa_index",                   "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "mfa_authenticate",            "",                        "in go go go go go go go go go go"),
    ("GET",  "mfa_reauthenticate",          "",                        "in go go go go go go go go go go"),
    ("GET",  "mfa_activate_totp",           "",                        "in go go go go go go go go go go"),
    ("GET",  "mfa_deactivate_totp",         "",                        "in -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "mfa_view_recovery_codes",     "",                        "in -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "mfa_generate_recovery_codes", "",                        "in go go go go go go go go go go"),
    ("GET",  "mfa_download_recovery_codes", "",                        "in -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "accounts:choose_seat",        "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "accounts:choose_seat",        "",                        "in -- -- -- -- -- -- -- -- -- --"),

    # every seat's own                                                     站 代 委 府 承 领 热 系 安 审
    ("GET",  "supervision:today",           "",                        "in ok ok ok ok ok ok go ok ok ok"),
    ("GET",  "notices:inbox",               "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "notices:read_all",            "",                        "in go go go go go go go go go go"),
    ("POST", "notices:open",                "message",                 "in go go go go go go go go go go"),
    ("GET",  "notices:dead",                "",                        "in no no ok no no no no ok no no"),
    ("POST", "notices:send_again",          "message@dead",            "in no no go no no no no go no no"),

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

    # grids                                                                站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:grids",              "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:grids_export",       "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:grid",               "grid",                    "in ok no ok no no ok no no no no"),
    ("POST", "deputies:grid",               "grid",                    "in er no er no no no no no no no"),
    ("POST", "deputies:grid_release",       "grid_duty",               "in go no go no no no no no no no"),
    ("ASK",  "deputies:grid_import",        "",                        "in no no er no no no no no no no"),
    ("GET",  "deputies:grid_import_preview","draft@grids",             "in no no ok no no no no no no no"),
    ("POST", "deputies:grid_import_confirm","draft@grids",             "in no no go no no no no no no no"),

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
    ("GET",  "suggestions:concerns_of_activity","activity@published",  "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "suggestions:activity_sheet",  "activity@published",       "in ok ok ok no no ok no no no no"),

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
    ("POST", "deputies:compliance_close",   "",                        "in no no er no no no no no no no"),
    ("GET",  "deputies:parameters",         "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "deputies:parameter",          "key@kinds",               "in no no er no no no no no no no"),

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
    ("GET",  "supervision:use_index",       "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "supervision:use_index_export", "",                       "in ok no ok no no ok no no no no"),
    ("GET",  "supervision:use_index_station", "station",               "in ok no ok no no ok no no no no"),

    # concerns                                                             站 代 委 府 承 领 热 系 安 审
    ("GET",  "suggestions:concerns",        "",                        "in ok ok ok no no ok no no no no"),
    ("GET",  "suggestions:concerns_export", "",                        "in ok ok ok no no ok no no no no"),
    ("ASK",  "suggestions:concern_take",    "",                        "in er er er no no no no no no no"),
    ("GET",  "suggestions:concern",         "concern",                 "in ok ok ok no no ok no no no no"),
    ("GET",  "suggestions:concern_similar", "concern",                 "in ok ok ok no no ok no no no no"),
    ("GET",  "suggestions:concern_receipt", "concern@counter",         "in ok ok ok no no no no no no no"),
    ("POST", "suggestions:concern_contact", "concern",                 "in ok no ok no no no no no no no"),
    ("ASK",  "suggestions:concern_sort",    "concern@gathered",        "in er no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:concern_decide",  "concern@judged",          "in er no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:concern_merge",   "concern@gathered",        "in er no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:concern_decline", "concern@gathered",        "in er no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:concern_answer",  "concern@in_hand",         "in er no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:concern_reroute", "concern@in_hand",         "in er no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:concern_close",   "concern@fed_back",        "in er no er -- -- no -- -- -- --"),
    ("POST", "suggestions:concern_sort",    "concern@closed",          "in nw no nw -- -- no -- -- -- --"),

    # suggestions                                                          站 代 委 府 承 领 热 系 安 审
    ("GET",  "suggestions:suggestions",     "",                        "in ok ok ok ok ok ok no no no no"),
    ("GET",  "suggestions:suggestions_export", "",                     "in ok ok ok ok ok ok no no no no"),
    ("ASK",  "suggestions:adopt",           "",                        "in no er no no no no no no no no"),
    ("GET",  "suggestions:suggestion",      "suggestion@draft",        "in -- ok -- -- -- -- no no no no"),
    ("GET",  "suggestions:suggestion",      "suggestion@submitted",    "in ok ok ok -- -- ok no no no no"),
    ("GET",  "suggestions:suggestion",      "suggestion@assigned",     "in ok ok ok ok -- ok no no no no"),
    ("GET",  "suggestions:suggestion",      "suggestion@in_hand",      "in ok ok ok ok ok ok no no no no"),
    ("ASK",  "suggestions:suggestion_revise", "suggestion@draft",      "in -- er -- -- -- -- -- -- -- --"),
    ("ASK",  "suggestions:suggestion_submit", "suggestion@draft",      "in -- go -- -- -- -- -- -- -- --"),
    ("ASK",  "suggestions:suggestion_withdraw", "suggestion@draft",    "in -- go -- -- -- -- -- -- -- --"),
    ("ASK",  "suggestions:suggestion_register", "suggestion@submitted", "in no no go -- -- no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_mend", "suggestion@submitted",    "in no no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_refuse", "suggestion@submitted",  "in no no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_assign", "suggestion@registered", "in no no go -- -- no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_assign_direct", "suggestion@registered", "in no no er -- -- no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_divide", "suggestion@assigned",   "in no no no er -- no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_rate", "suggestion@replied",      "in no er no no no no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_object", "suggestion@replied",    "in no er no no no no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_hand_back", "suggestion@studied", "in no no er no no no -- -- -- --"),
    ("ASK",  "suggestions:suggestion_close", "suggestion@studied",     "in no no er no no no -- -- -- --"),
    ("POST", "suggestions:suggestion_register", "suggestion@registered", "in no no nw -- -- no -- -- -- --"),

    # handlings                                                            站 代 委 府 承 领 热 系 安 审
    ("GET",  "suggestions:handlings",       "",                        "in no no ok ok ok ok no no no no"),
    ("GET",  "suggestions:handlings_export", "",                       "in no no ok ok ok ok no no no no"),
    ("ASK",  "suggestions:handling_sign",   "handling@offered",        "in no no no no go no -- -- -- --"),
    ("ASK",  "suggestions:handling_send_back", "handling@offered",     "in no no no no er no -- -- -- --"),
    ("ASK",  "suggestions:handling_reply",  "handling@signed",         "in no no no no er no -- -- -- --"),
    ("POST", "suggestions:handling_reply",  "handling@offered",        "in no no no no nw no -- -- -- --"),

    # the built-in receiver                                                站 代 委 府 承 领 热 系 安 审
    ("GET",  "suggestions:receiver_orders", "",                        "in no no no no no ok ok no no no"),
    ("GET",  "suggestions:receiver_order",  "received",                "in no no no no no ok ok no no no"),
    ("POST", "suggestions:receiver_answer", "received",                "in no no no no no er er no no no"),
    ("POST", "suggestions:receiver_send_back", "received",             "in no no no no no er er no no no"),

    # the month                                                            站 代 委 府 承 领 热 系 安 审
    ("GET",  "supervision:reports",         "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "supervision:compile",         "",                        "in no no er no no no no no no no"),
    ("GET",  "supervision:report",          "report",                  "in -- -- ok -- -- ok -- -- -- --"),
    ("GET",  "supervision:report",          "report@signed",           "in ok ok ok ok -- ok -- -- -- --"),
    ("GET",  "supervision:workbook",        "report@signed",           "in ok ok ok ok -- ok -- -- -- --"),
    ("POST", "supervision:sign_off",        "report",                  "in no no go no no no no no no no"),

    # working days                                                         站 代 委 府 承 领 热 系 安 审
    ("GET",  "workdays:index",              "",                        "in no no ok no no no no ok no no"),
    ("GET",  "workdays:year",               "year",                    "in no no ok no no no no ok no no"),
    ("ASK",  "workdays:day",                "day",                     "in no no er no no no no er no no"),
    ("ASK",  "workdays:publish",            "",                        "in no no er no no no no er no no"),

    # the API                                                              站 代 委 府 承 领 热 系 安 审
    ("GET",  "api:schema",                  "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "api_v1:station-list",         "",                        "no ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "api_v1:station-detail",       "station",                 "no ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "api_v1:concern-list",         "",                        "no ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "api_v1:concern-detail",       "concern",                 "no ok ok ok -- -- ok -- -- -- --"),

    # the three administrators                                             站 代 委 府 承 领 热 系 安 审
    ("GET",  "administration:people",       "",                        "in no no no no no no no ok ok no"),
    ("ASK",  "administration:open",         "",                        "in no no no no no no no er no no"),
    ("GET",  "administration:person",       "person",                  "in no no no no no no no ok ok no"),
    ("POST", "administration:reset_password", "person",                "in no no no no no no no ok no no"),
    ("POST", "administration:reset_second_factor", "person",           "in no no no no no no no go no no"),
    ("POST", "administration:unlock",       "person",                  "in no no no no no no no go no no"),
    ("POST", "administration:set_active",   "person",                  "in no no no no no no no go no no"),
    ("POST", "administration:grant_seat",   "person",                  "in no no no no no no no no er no"),
    ("POST", "administration:end_seat",     "seat",                    "in no no no no no no no no go no"),
    ("GET",  "administration:audit",        "",                        "in no no no no no no no no no ok"),
    ("POST", "administration:verify_audit", "",                        "in no no no no no no no no no go"),
]
# fmt: on

_MARKS = {
    "ok": "看",
    "go": "办",
    "er": "办",
    "nw": "未到时",
    "no": "·",
    "--": "不可见",
    "in": "登录",
}
_EXPLAINED = """\
Printed from `tests/architecture/matrix.py`, which the tests hold true for every address and every
seat. 看 = opens; 办 = may do it; 未到时 = this seat, but not at this stage; · = refused (403);
不可见 = does not exist for this seat (404); 登录 = sign in first. The seat meets a thing it is
concerned with: own station, own suggestion, own handling.
"""


def as_markdown() -> str:
    """The table as docs/permissions.md."""
    heads = ["未登录", *(role.label for role in Role)]
    lines = [
        "# 权限：谁能打开什么\n",
        _EXPLAINED,
        f"| 地址名 | 状态 | {' | '.join(heads)} |",
        f"|---|---|{'---|' * len(heads)}",
    ]
    for _, name, thing, cells in ROWS:
        marks = " | ".join(_MARKS.get(cell, cell) for cell in cells.split())
        lines.append(f"| `{name}` | {thing.partition('@')[2]} | {marks} |")
    return "\n".join([*lines, ""])
