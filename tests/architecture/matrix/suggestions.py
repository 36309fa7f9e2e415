"""Who gets what from every address: concerns, suggestions, handlings and the built-in receiver."""

# fmt: off
ROWS = [
    # for everybody                                                        站 代 委 府 承 领 热 系 安 审
    ("ASK",  "suggestions:say",             "station",                 "er er er er er er er er er er er"),
    ("GET",  "suggestions:of_code",         "code",                    "ok ok ok ok ok ok ok ok ok ok ok"),
    ("ASK",  "suggestions:follow",          "",                        "er er er er er er er er er er er"),
    ("POST", "suggestions:say_similar",     "station",                 "ok ok ok ok ok ok ok ok ok ok ok"),
    ("POST", "suggestions:echo",            "station",                 "er er er er er er er er er er er"),
    # a receipt opens for the browser that proved its number and code, for no seat
    ("GET",  "suggestions:said",            "concern",                 "-- -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "suggestions:followed",        "concern",                 "-- -- -- -- -- -- -- -- -- -- --"),
    ("POST", "suggestions:resident_rate",   "concern@fed_back",        "-- -- -- -- -- -- -- -- -- -- --"),
    ("POST", "suggestions:resident_redo",   "concern@fed_back",        "-- -- -- -- -- -- -- -- -- -- --"),
    ("POST", "suggestions:resident_withdraw", "concern",               "-- -- -- -- -- -- -- -- -- -- --"),
    ("POST", "suggestions:resident_reopen", "concern@closed",          "-- -- -- -- -- -- -- -- -- -- --"),
    ("ASK",  "suggestions:rate_by_link",    "rating_link",             "er er er er er er er er er er er"),
    ("POST", "suggestions:resident_wish",   "concern",                 "-- -- -- -- -- -- -- -- -- -- --"),
    ("GET",  "suggestions:published",       "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "suggestions:published_feed",  "",                        "ok ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "suggestions:published_one",   "publication",             "ok ok ok ok ok ok ok ok ok ok ok"),

    # activities                                                           站 代 委 府 承 领 热 系 安 审
    ("GET",  "suggestions:concerns_of_activity","activity@published",  "in ok ok ok ok ok ok ok ok ok ok"),
    ("GET",  "suggestions:activity_sheet",  "activity@published",       "in ok ok ok no no ok no no no no"),

    # concerns                                                             站 代 委 府 承 领 热 系 安 审
    ("GET",  "suggestions:concerns",        "",                        "in ok ok ok no no ok no no no no"),
    ("GET",  "suggestions:concerns_export", "",                        "in ok ok ok no no ok no no no no"),
    ("ASK",  "suggestions:concern_take",    "",                        "in er er er no no no no no no no"),
    ("GET",  "suggestions:concern",         "concern",                 "in ok ok ok no no ok no no no no"),
    ("GET",  "suggestions:publications",    "",                        "in ok no ok no no no no no no no"),
    ("GET",  "suggestions:concern_publication", "concern",             "in go no go no no no no no no no"),
    ("POST", "suggestions:concern_invite",  "concern@fed_back",        "in ok no ok no no no no no no no"),
    ("ASK",  "suggestions:concern_publish", "concern@fed_back",        "in er no er no no no no no no no"),
    ("ASK",  "suggestions:concern_unpublish", "concern@published",     "in er no er no no no no no no no"),
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

    # the desk                                                             站 代 委 府 承 领 热 系 安 审
    ("POST", "suggestions:concerns_bulk",   "",                        "in go no go no no no no no no no"),
    ("POST", "suggestions:concern_relate",  "concern",                 "in -- no -- no no no no no no no"),
    ("POST", "suggestions:concern_apart",   "concern",                 "in -- no -- no no no no no no no"),
    ("POST", "suggestions:concern_take_on", "concern",                 "in go no go no no no no no no no"),
    ("POST", "suggestions:concern_put_down", "concern",                "in go no go no no no no no no no"),
    ("POST", "suggestions:concern_presence", "concern",                "in ok no ok no no no no no no no"),
    ("GET",  "suggestions:subjects",        "",                        "in ok no ok no no no no no no no"),
    ("GET",  "suggestions:rules",           "",                        "in ok no ok no no ok no no no no"),
    ("GET",  "suggestions:hit_rate",        "",                        "in ok no ok no no ok no no no no"),
    ("ASK",  "suggestions:rule_new",        "",                        "in no no er no no no no no no no"),
    ("ASK",  "suggestions:rule",            "rule_of_routing",         "in no no er no no no no no no no"),
    ("ASK",  "suggestions:rule_end",        "rule_of_routing",         "in no no go no no no no no no no"),

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
]
# fmt: on
