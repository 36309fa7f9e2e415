"""Terms of congresses and how one gives way to the next (换届): pure rules."""
