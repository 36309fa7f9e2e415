"""Who gets what from every address: deputies' points, their rules, grades and publication."""

# fmt: off
ROWS = [
    # as they stand                                                             站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:points",                "",                      "in ok no ok no no ok no no no no"),
    ("GET",  "deputies:points_export",         "",                      "in ok no ok no no ok no no no no"),
    ("POST", "deputies:points_recount",        "",                      "in no no go no no no no no no no"),
    ("GET",  "deputies:points_mine",           "",                      "in no ok no no no no no no no no"),
    ("GET",  "deputies:points_deputy",         "deputy",                "in ok no ok no no ok no no no no"),

    # added by hand                                                             站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:points_items",          "",                      "in ok no ok no no ok no no no no"),
    ("ASK",  "deputies:points_item_new",       "",                      "in er no er no no no no no no no"),
    ("ASK",  "deputies:points_item_for",       "deputy",                "in er no er no no no no no no no"),
    ("GET",  "deputies:points_item",           "point_item",            "in ok ok ok no no ok no no no no"),
    ("ASK",  "deputies:points_item_approve",   "point_item",            "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_item_reject",    "point_item",            "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_item_withdraw",  "point_item",            "in er no no no no no no no no no"),
    ("ASK",  "deputies:points_item_approve",   "point_item@approved",   "in no no nw no no no no no no no"),
    ("ASK",  "deputies:points_item_reject",    "point_item@approved",   "in no no nw no no no no no no no"),
    ("ASK",  "deputies:points_item_withdraw",  "point_item@approved",   "in nw no no no no no no no no no"),

    # objected to                                                               站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:points_appeals",        "",                      "in no ok ok no no ok no no no no"),
    ("ASK",  "deputies:points_appeal_new",     "",                      "in no er no no no no no no no no"),
    ("GET",  "deputies:points_appeal",         "point_appeal",          "in no ok ok no no ok no no no no"),
    ("ASK",  "deputies:points_appeal_uphold",  "point_appeal",          "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_appeal_dismiss", "point_appeal",          "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_appeal_withdraw","point_appeal",          "in no er no no no no no no no no"),
    ("ASK",  "deputies:points_appeal_uphold",  "point_appeal@dismissed","in no no nw no no no no no no no"),
    ("ASK",  "deputies:points_appeal_withdraw","point_appeal@dismissed","in no nw no no no no no no no no"),

    # by which rules                                                            站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:points_rules_index",    "",                      "in ok ok ok no no ok no no no no"),
    ("ASK",  "deputies:points_rules_new",      "",                      "in no no er no no no no no no no"),
    ("GET",  "deputies:points_rules",          "rule_set",              "in ok ok ok no no ok no no no no"),
    ("GET",  "deputies:points_rules",          "rule_set@draft",        "in -- -- ok no no -- no no no no"),
    ("GET",  "deputies:points_rule_pick",      "rule_set@draft",        "in no no go no no no no no no no"),
    ("ASK",  "deputies:points_rule",           "point_rule@draft",      "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_rule_drop",      "point_rule_line@draft", "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_scale",          "rule_set@draft",        "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_scale",          "rule_set",              "in no no nw no no no no no no no"),
    ("GET",  "deputies:points_try_out",        "rule_set@draft",        "in no no ok no no no no no no no"),
    ("ASK",  "deputies:points_adopt",          "rule_set@draft",        "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_rules_drop",     "rule_set@draft",        "in no no er no no no no no no no"),

    # frozen                                                                    站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:points_periods",        "",                      "in ok no ok no no ok no no no no"),
    ("ASK",  "deputies:points_freeze",         "point_quarter",         "in no no er no no no no no no no"),
    ("ASK",  "deputies:points_reopen",         "point_period",          "in no no er no no no no no no no"),
    ("GET",  "deputies:points_check",          "point_period",          "in no no ok no no ok no no no no"),

    # graded                                                                    站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:appraisals",            "",                      "in no no ok no no ok no no no no"),
    ("ASK",  "deputies:appraise_all",          "frozen_year",           "in no no er no no no no no no no"),
    ("ASK",  "deputies:appraise",              "appraised",             "in no no er no no no no no no no"),
    ("ASK",  "deputies:appraisal_talk",        "appraisal",             "in no no er no no no no no no no"),

    # how good a suggestion is                                                  站 代 委 府 承 领 热 系 安 审
    ("GET",  "suggestions:quality",            "suggestion@registered", "in no no ok no no ok no no no no"),
    ("POST", "suggestions:quality",            "suggestion@registered", "in no no er no no no no no no no"),
    ("POST", "suggestions:quality_end",        "suggestion@registered", "in no no nw no no no no no no no"),

    # made known                                                                站 代 委 府 承 领 热 系 安 审
    ("GET",  "deputies:points_publications",   "",                      "in no no ok ok ok ok no no no no"),
    ("ASK",  "deputies:points_publication_new","",                      "in no no er no no no no no no no"),
    ("GET",  "deputies:points_publication",    "publication@units",     "in no no ok ok ok ok no no no no"),
    ("GET",  "deputies:points_publication",    "publication",           "in no no ok -- -- ok no no no no"),
    ("GET",  "deputies:points_publication_export", "publication@units", "in no no ok ok ok ok no no no no"),
    ("ASK",  "deputies:points_publication_withdraw", "publication",     "in no no er no no no no no no no"),
    ("POST", "deputies:points_consent",        "",                      "in no go no no no no no no no no"),
    ("GET",  "deputies:published_record",      "published_deputy",      "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "deputies:published_record",      "deputy",                "-- -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "deputies:published_of_station",  "station",               "ok ok ok ok ok ok ok ok ok ok ok"),
]
