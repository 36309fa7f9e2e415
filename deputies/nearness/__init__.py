"""Nearness (就地就近): which place a text names, which station suits a deputy, which deputy a need."""
