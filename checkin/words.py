"""What the scanner says, in the language of its page."""

from django.utils.translation import gettext as _


def scanner_words() -> dict[str, str]:
    return {
        "accepted": _("Welcome"),
        "again": _("Second attempt"),
        "unpaid": _("Not paid"),
        "cancelled": _("Registration cancelled"),
        "foreign": _("Badge of another conference"),
        "unknown": _("This is not a badge"),
        "refused": _("The scan was not taken"),
        "offline": _("No connection"),
        "againAt": _("Was here already: {time}, {point}."),
        "againOnDay": _("Was here already: {day}, {time}, {point}."),
        "unpaidHelp": _("Send the person to the organisers' desk."),
        "cancelledHelp": _("Send the person to the organisers' desk."),
        "foreignHelp": _("Ask for the badge of this conference."),
        "unknownHelp": _("This code belongs to no participant. Look for the person by surname."),
        "refusedHelp": _("This scan point is gone. Choose another and scan again."),
        "offlineHelp": _("We cannot check this badge now. The scan is kept and will be sent by itself."),
        "waiting": _("Scans waiting to be sent: {count}"),
        "late": _("Checked later: {name}. {verdict}."),
        "sent": _("Everything is sent"),
        "revoked": _("This phone has been disconnected. Pair it again."),
        "present": _("{present} of {expected}"),
        "noCamera": _("The camera cannot be used. Allow it in the browser's settings, or type the code below."),
        "noReader": _("The code reader could not be loaded. Type the code or look for the person by surname."),
        "clockWrong": _("The clock of this phone is wrong by {minutes} min. Set it right."),
        "nobody": _("Nobody of that name."),
        "searchFailed": _("No connection. Try again in a moment."),
        "tooShort": _("Write at least two letters."),
        "letIn": _("Let in"),
        "state_expected": _("paid, not here yet"),
        "state_arrived": _("here already"),
        "state_unpaid": _("not paid"),
        "state_cancelled": _("registration cancelled"),
        "unpairAsk": _("Disconnect this phone? It will no longer be able to scan."),
        "unpairUnsent": _("Scans not sent yet: {count}. Disconnecting will lose them. Disconnect anyway?"),
        "unpairFailed": _("No connection. The phone has not been disconnected."),
    }
