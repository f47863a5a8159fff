"""How files for the browser are stored when the site is deployed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names with hashes also in the imports of ES modules, so that they may be kept for ever.

    Without it a module would import its neighbours by plain names, and a browser could mix
    modules of two releases.
    """

    support_js_module_import_aggregation = True
