"""Pages of stations, by audience."""
