from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Also puts hashed names into the imports of our JavaScript modules, so that browsers may keep them."""

    support_js_module_import_aggregation = True
