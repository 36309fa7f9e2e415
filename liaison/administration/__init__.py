"""The desks of the three administrators (三员): accounts, seats and the audit log as pages."""
