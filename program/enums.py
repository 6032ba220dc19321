from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionKind(models.TextChoices):
    OPENING = "opening", _("opening")
    LECTURE = "lecture", _("lecture")
    TRAINING = "training", _("training")
    SESSION = "session", _("thematic session")
    WORKSHOP = "workshop", _("workshop")
    DISCUSSION = "discussion", _("discussion")
    VISIT = "visit", _("study visit")
    MEAL = "meal", _("meal")
    BREAK = "break", _("break")
    GALA = "gala", _("gala dinner")
    DESK = "desk", _("registration desk")
    CLOSING = "closing", _("closing")


class SessionMode(models.TextChoices):
    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")
