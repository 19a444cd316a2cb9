"""The links page: every seat, role and screen with its QR code."""
