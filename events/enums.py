from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    ORGANISER = "organiser", _("organiser")
    TREASURER = "treasurer", _("treasurer")
    FRONT_DESK = "front_desk", _("front desk")
    EDITOR = "editor", _("editor")


class ConferenceState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    CANCELLED = "cancelled", _("cancelled")


class Stage(models.TextChoices):
    """Where a conference stands by its own clock; never stored."""

    ANNOUNCED = "announced", _("registration has not opened yet")
    REGISTRATION = "registration", _("registration is open")
    CLOSED = "closed", _("registration is closed")
    RUNNING = "running", _("the conference is on")
    ENDED = "ended", _("the conference has ended")


class Accent(models.TextChoices):
    """The eight tested hues of look.md; each is a class `accent-<value>` in the style sheet."""

    PINE = "pine", _("pine green")
    BRICK = "brick", _("brick red")
    COBALT = "cobalt", _("cobalt blue")
    PLUM = "plum", _("plum")
    OCHRE = "ochre", _("ochre")
    TEAL = "teal", _("teal")
    WINE = "wine", _("wine red")
    SLATE = "slate", _("slate")


class Exemption(models.TextChoices):
    """On what an exemption from VAT rests: nothing, the buyer's statement of public funding, or the seller."""

    NEVER = "never", _("never: VAT is always charged")
    WHOLE = "whole", _("when all is paid from public funds")
    MOST = "most", _("when at least 70 per cent is paid from public funds")
    ALWAYS = "always", _("always")


class Audience(models.TextChoices):
    ALL = "all", _("everyone")
    MEMBERS = "members", _("members of the association")
    OTHERS = "others", _("those who are not members")


class Rank(models.TextChoices):
    """Which of the people of one institution."""

    ANY = "any", _("each person")
    FIRST = "first", _("the first person of an institution")
    FURTHER = "further", _("each further person of an institution")


class ExtraKind(models.TextChoices):
    GALA = "gala", _("gala dinner")
    VISIT = "visit", _("study visit")
    WORKSHOP = "workshop", _("workshop")
    COMPANION = "companion", _("accompanying person")
    SINGLE_ROOM = "single_room", _("a room alone")
    OTHER = "other", _("other")


class TrainingRule(models.TextChoices):
    """When a training session counts towards a participant's hours."""

    ATTENDED = "attended", _("a session counts whole for whoever was let in at its door")
    SHARE = "share", _("a session counts for whoever was there for a set share of its time")


class ReminderTime(models.TextChoices):
    """On which side of the day of payment a reminder goes."""

    BEFORE = "before", _("before the day of payment")
    AFTER = "after", _("after the day of payment")


class Voivodeship(models.TextChoices):
    """The sixteen voivodeships, by their TERYT codes."""

    DOLNOSLASKIE = "02", "dolnośląskie"
    KUJAWSKO_POMORSKIE = "04", "kujawsko-pomorskie"
    LUBELSKIE = "06", "lubelskie"
    LUBUSKIE = "08", "lubuskie"
    LODZKIE = "10", "łódzkie"
    MALOPOLSKIE = "12", "małopolskie"
    MAZOWIECKIE = "14", "mazowieckie"
    OPOLSKIE = "16", "opolskie"
    PODKARPACKIE = "18", "podkarpackie"
    PODLASKIE = "20", "podlaskie"
    POMORSKIE = "22", "pomorskie"
    SLASKIE = "24", "śląskie"
    SWIETOKRZYSKIE = "26", "świętokrzyskie"
    WARMINSKO_MAZURSKIE = "28", "warmińsko-mazurskie"
    WIELKOPOLSKIE = "30", "wielkopolskie"
    ZACHODNIOPOMORSKIE = "32", "zachodniopomorskie"
