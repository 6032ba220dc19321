from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import ReminderTime
from events.models.conferences import Conference


class PaymentReminder(models.Model):
    """One more reminder of the payment, beside the one that `Conference.remind_days` asks for."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="payment_reminders", verbose_name=_("conference")
    )
    when = models.CharField(_("when"), max_length=10, choices=ReminderTime, default=ReminderTime.AFTER)
    days = models.PositiveSmallIntegerField(_("days"))
    text = models.TextField(
        _("words of your own"),
        max_length=1000,
        blank=True,
        help_text=_("They stand in the letter above the sum and the account. Empty: our words alone."),
    )

    class Meta:
        verbose_name = _("reminder of the payment")
        verbose_name_plural = _("reminders of the payment")
        ordering = ("-when", "days")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "when", "days"],
                name="payment_reminder_unique",
                violation_error_message=_("There is a reminder on this day already."),
            ),
            models.CheckConstraint(condition=Q(when__in=ReminderTime.values), name="payment_reminder_when_known"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=120),
                name="payment_reminder_days",
                violation_error_message=_("From 1 to 120 days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} {self.get_when_display()}"
