"""Pages of supervision: today, and the monthly reports."""
