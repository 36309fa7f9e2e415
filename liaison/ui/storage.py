"""How static files are named when they are collected: by a hash of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashes script modules' imports as well, so that no page mixes old modules with new ones."""

    support_js_module_import_aggregation = True
