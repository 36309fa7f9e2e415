"""Who gets what from every address: signing in, administration, notices, working days, the API."""

# fmt: off
ROWS = [
    # for everybody                                                        站 代 委 府 承 领 热 系 安 审
    ("GET",  "healthz",                     "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "ui:preferences",              "",                        "go go go go go go go go go go go"),
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
    ("GET",  "notices:inbox",               "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "notices:read_all",            "",                        "in go go go go go go go go go go"),
    ("POST", "notices:open",                "message",                 "in go go go go go go go go go go"),
    ("GET",  "notices:dead",                "",                        "in no no ok no no no no ok no no"),
    ("POST", "notices:send_again",          "message@dead",            "in no no go no no no no go no no"),

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

    # jobs: the own ones                                                   站 代 委 府 承 领 热 系 安 审
    ("GET",  "documents:jobs",              "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "documents:job",               "job@waiting",             "in ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "documents:job_cancel",        "job@waiting",             "in go go go go go go go go go go"),
    ("POST", "documents:job_resume",        "job@waiting",             "in nw nw nw nw nw nw nw nw nw nw"),
    ("GET",  "documents:job_result",        "job@waiting",             "in -- -- -- -- -- -- -- -- -- --"),
]
# fmt: on
