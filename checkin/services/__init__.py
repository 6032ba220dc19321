from checkin.services.at_desk import check_in_by_hand
from checkin.services.marking import correct_attendance, sign_list, take_off_list
from checkin.services.pairing import invite_device, pair_device, revoke_device, take_invitation
from checkin.services.points import keep_rules, prepare_points
from checkin.services.recording import record_scans
from checkin.services.seeing import note_contact
from checkin.services.undoing import undo_scans

__all__ = [
    "check_in_by_hand",
    "correct_attendance",
    "invite_device",
    "keep_rules",
    "note_contact",
    "pair_device",
    "prepare_points",
    "record_scans",
    "revoke_device",
    "sign_list",
    "take_invitation",
    "take_off_list",
    "undo_scans",
]
