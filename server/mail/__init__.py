"""Mails that leave the desk: written down with what causes them, sent afterwards."""
