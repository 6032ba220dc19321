from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from config import health

# Each app writes the whole paths of its pages. What any association could be called comes last.
PAGES = ["panel", "certificates", "payments", "badges", "checkin", "registrations", "program", "events"]

handler500 = "config.errors.show_error"


def show_icon(request: HttpRequest) -> HttpResponse:
    """For programs that look for the icon where it was in 1999; pages name its file."""
    return redirect(static("images/mark.svg"))


urlpatterns = [
    path(
        "robots.txt",
        require_safe(TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
        name="robots",
    ),
    path("favicon.ico", require_safe(show_icon), name="favicon"),
    path("health/", health.show, name="health"),
    path("api/v1/", include("config.api_urls")),
]
# Pages are in Polish at their plain address and in English under /en/.
urlpatterns += i18n_patterns(
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    *(path("", include(f"{app}.urls")) for app in PAGES),
    prefix_default_language=False,
)
