"""The project package: wiring on top, kernel below."""
