"""Who gets what from every address: today, the months and the use index."""

# fmt: off
ROWS = [
    # every seat's own                                                     站 代 委 府 承 领 热 系 安 审
    ("GET",  "supervision:today",           "",                        "in ok ok ok ok ok ok go ok ok ok"),

    # rules, stars, the use index                                          站 代 委 府 承 领 热 系 安 审
    ("GET",  "supervision:use_index",       "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "supervision:use_index_export", "",                       "in ok no ok no no ok no no no no"),
    ("GET",  "supervision:use_index_station", "station",               "in ok no ok no no ok no no no no"),

    # the month                                                            站 代 委 府 承 领 热 系 安 审
    ("GET",  "supervision:reports",         "",                        "in ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "supervision:compile",         "",                        "in no no er no no no no no no no"),
    ("GET",  "supervision:report",          "report",                  "in -- -- ok -- -- ok -- -- -- --"),
    ("GET",  "supervision:report",          "report@signed",           "in ok ok ok ok -- ok -- -- -- --"),
    ("GET",  "supervision:workbook",        "report@signed",           "in ok ok ok ok -- ok -- -- -- --"),
    ("POST", "supervision:sign_off",        "report",                  "in no no go no no no no no no no"),

    # chains from study to effect                                          站 代 委 府 承 领 热 系 安 审
    ("GET",  "supervision:chains",          "",                        "in ok ok ok no no ok no no no no"),
    ("GET",  "supervision:chains_export",   "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "supervision:chain_new",       "",                        "in er no er no no no no no no no"),
    ("GET",  "supervision:chain",           "chain",                   "in ok ok ok no no ok no no no no"),
    ("ASK",  "supervision:chain_edit",      "chain",                   "in er no er no no no no no no no"),
    ("ASK",  "supervision:chain_effect",    "chain",                   "in er no er no no no no no no no"),
]
# fmt: on
