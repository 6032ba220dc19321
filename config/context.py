from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What every page needs to know of the installation."""
    return {"demo": settings.DEMO, "site_url": settings.SITE_URL}
