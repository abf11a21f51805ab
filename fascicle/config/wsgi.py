"""The application that granian serves: Django, behind what is kept of its public pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fascicle.config.settings")

django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - once the apps are there

from fascicle.core.processes import keep_what_is_there  # noqa: E402
from fascicle.core.public.changes import Watch  # noqa: E402
from fascicle.core.public.pages import Keeper  # noqa: E402
from fascicle.core.public.serving import PublicPages  # noqa: E402
from fascicle.core.shared.keeping import SHARE  # noqa: E402
from fascicle.reading import counting  # noqa: E402
from fascicle.search.index.looking import IndexWatch  # noqa: E402

GUESTS_ROOM = int(settings.PAGE_MEMORY * (1 - SHARE))

application = PublicPages(
    django_application,
    Keeper([Watch().has_changed, IndexWatch().has_changed], room=GUESTS_ROOM),
)

counting.begin()

keep_what_is_there()
