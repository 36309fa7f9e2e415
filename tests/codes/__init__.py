"""Public codes of deputies and stations (代表码)."""
