"""The gateway to the 12345 hotline and the leaders: their words stop at this door."""
