"""How static files are named when they are collected: by a hash of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_IMPORT = r"""(?P<matched>(?P<head>\b(?:import|from)\s*)["'](?P<url>\./[^"']+)["'])"""


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashes the imports of our own script modules too, so that no page mixes old ones with new.

    Only ours (`js/`): Django's own switch for this reads every script, and stumbles over
    examples in the comments of other people's.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((_IMPORT, '%(head)s"%(url)s"'),)),
    )
