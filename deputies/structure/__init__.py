"""The structure of deputies in numbers that give no single person away (F14)."""
