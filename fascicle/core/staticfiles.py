"""Static files with hashed names."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class StaticStorage(ManifestStaticFilesStorage):
    """Hash file names, and follow ``import`` lines inside our ES modules."""

    support_js_module_import_aggregation = True
