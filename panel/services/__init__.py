from panel.services.cards import renew_link, send_link
from panel.services.members import LastOwner, add_member, change_role, remove_member

__all__ = ["LastOwner", "add_member", "change_role", "remove_member", "renew_link", "send_link"]
