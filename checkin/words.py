"""What the scanner says, in the language of its page."""

from django.utils.translation import gettext as _


def scanner_words() -> dict[str, str]:
    return {**verdicts(), **what_to_do(), **about_phone(), **about_people()}


def verdicts() -> dict[str, str]:
    return {
        "accepted": _("Welcome"),
        "goodbye": _("Goodbye"),
        "again": _("Second attempt"),
        "unpaid": _("Not paid"),
        "excluded": _("Not in this variant"),
        "early": _("Too early"),
        "late": _("Too late"),
        "waiting": _("On the waiting list"),
        "cancelled": _("Registration cancelled"),
        "withdrawn": _("Badge replaced by another"),
        "foreign": _("Badge of another conference"),
        "unknown": _("This is not a badge"),
        "refused": _("The scan was not taken"),
    }


def what_to_do() -> dict[str, str]:
    return {
        "againAt": _("Was here already: {time}, {point}."),
        "againOnDay": _("Was here already: {day}, {time}, {point}."),
        "unpaidHelp": _("Send the person to the organisers' desk."),
        "excludedHelp": _("What the person has chosen does not include this. Send them to the organisers' desk."),
        "earlyHelp": _("This point is not open yet. Ask the person to come back later."),
        "lateHelp": _("This point is closed already. Send the person to the organisers' desk."),
        "waitingHelp": _("The person has no place yet. Send them to the organisers' desk."),
        "cancelledHelp": _("Send the person to the organisers' desk."),
        "withdrawnHelp": _("This badge is no longer valid. Ask for the new one, or send the person to the desk."),
        "foreignHelp": _("Ask for the badge of this conference."),
        "unknownHelp": _("This code belongs to no participant. Look for the person by surname."),
        "refusedHelp": _("This scan point is gone. Choose another and scan again."),
        "warn_unpaid": _("Not paid. Let in, and ask to call at the desk."),
        "warn_remote": _("Registered for taking part online."),
        "warn_not_inside": _("Was not scanned on coming in."),
        "warn_new": _("A true badge, newer than this phone's data. The name will come with the network."),
        "handOut": _("Hand out: {what}."),
        "diet": _("Diet: {diet}."),
    }


def about_phone() -> dict[str, str]:
    return {
        "waitingCount": _("Scans waiting to be sent: {count}"),
        "checkedLater": _("Checked later: {name}. {verdict}."),
        "sent": _("Everything is sent"),
        "online": _("Connected"),
        "goesOn": _("No connection: go on scanning"),
        "syncedAt": _("data from {time}"),
        "neverSynced": _("no data yet"),
        "loading": _("Loading the list of participants."),
        "comingIn": _("coming in"),
        "goingOut": _("going out"),
        "undone": _("Taken back: {name}."),
        "revoked": _("This phone has been disconnected. Pair it again."),
        "ended": _("The pairing of this phone has ended. Its data are deleted."),
        "pairOnline": _("Pairing a phone needs a network."),
        "pairCodeOld": _("This code was used or is too old. Show another in the panel."),
        "pairFailed": _("No connection. Read the code again in a moment."),
        "keepsNothing": _("The browser keeps nothing. Open this page in an ordinary window, not a private one."),
        "present": _("{present} of {expected}"),
        "noCamera": _("The camera cannot be used. Allow it in the browser's settings, or type the code below."),
        "noReader": _("The code reader could not be loaded. Type the code or look for the person by surname."),
        "clockWrong": _("The clock of this phone is wrong by {minutes} min. Set it right."),
        "unpairAsk": _("Disconnect this phone? It will no longer be able to scan."),
        "unpairUnsent": _("Scans not sent yet: {count}. Disconnecting will lose them. Disconnect anyway?"),
        "unpairFailed": _("No connection. The phone has not been disconnected."),
    }


def about_people() -> dict[str, str]:
    return {
        "nobody": _("Nobody of that name."),
        "tooShort": _("Write at least two letters."),
        "letIn": _("Let in"),
        "state_expected": _("may come in"),
        "state_again": _("here already"),
        "state_unpaid": _("not paid"),
        "state_excluded": _("not in their variant"),
        "state_early": _("too early"),
        "state_late": _("too late"),
        "state_waiting": _("waits for a place"),
        "state_cancelled": _("registration cancelled"),
    }
