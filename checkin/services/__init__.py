from checkin.services.pairing import pair_device, revoke_device
from checkin.services.points import prepare_points
from checkin.services.recording import record_scans

__all__ = ["pair_device", "prepare_points", "record_scans", "revoke_device"]
