"""The scenes of each subject, found by their file names: scene_<subject>.py holds one class."""

from importlib import import_module
from pathlib import Path

from tests.factories.network import Network


def _found() -> list[type[Network]]:
    here = Path(__file__).parent
    modules = [
        import_module(f"{__package__}.{one.stem}") for one in sorted(here.glob("scene_*.py"))
    ]
    return [
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type) and found.__module__ == module.__name__
    ]


#: What Scene is made of: each adds the `at_…` of its own things.
SCENES = _found()


def named_twice() -> set[str]:
    """The `at_…` which two subjects claim: the later would silently hide the earlier."""
    names = [name for scene in SCENES for name in vars(scene) if name.startswith("at_")]
    return {name for name in names if names.count(name) > 1}
