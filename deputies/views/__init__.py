"""Pages of deputies, by audience."""
