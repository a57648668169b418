"""Signing in and one’s own account."""

from __future__ import annotations

from .entry import ANONYMOUS, EVERYBODY, SIGNED_IN, Entry, Kind, elsewhere, form, page

JOURNEY = "Only opens in the middle of a journey, which test_account_pages goes through."
SECOND_STEP = "Opens when the second step is on; test_account_pages goes through it."
FRESH = "Asks for the password first when it was not given lately; test_account_pages goes through it."
NO_SIGN_UP = "There is no confirming of addresses: accounts are made by the council."

ACCOUNTS = [
    form("account_login", ANONYMOUS),
    form("account_logout", SIGNED_IN, wrong=None),
    page("account_inactive", EVERYBODY),
    form("account_signup", ANONYMOUS, wrong=None),
    # allauth puts the address into its own table the first time that it shows it.
    Entry("account_email", Kind.PAGE, SIGNED_IN, reads_are_recorded=True),
    form("account_change_password", SIGNED_IN),
    form("account_reset_password", EVERYBODY),
    page("account_reset_password_done", EVERYBODY),
    form("account_reset_password_from_key", EVERYBODY, "=zzzz =wrong-key", wrong=None, state="an old link"),
    page("account_reset_password_from_key_done", EVERYBODY),
    page("mfa_index", SIGNED_IN),
    elsewhere("mfa_activate_totp", FRESH),
    form("socialaccount_connections", SIGNED_IN, wrong=None),
    page("socialaccount_login_cancelled", EVERYBODY),
    Entry("socialaccount_login_error", Kind.PAGE, EVERYBODY, status=401),
    elsewhere("account_reauthenticate", FRESH),
    elsewhere("account_email_verification_sent", NO_SIGN_UP),
    elsewhere("account_confirm_email", NO_SIGN_UP, "=some-key"),
    elsewhere("account_confirm_login_code", "Signing in by a code sent to an address is switched off."),
    elsewhere("account_set_password", "Leads to changing the password for those who have one."),
    elsewhere("mfa_authenticate", JOURNEY),
    elsewhere("mfa_reauthenticate", FRESH),
    elsewhere("mfa_deactivate_totp", SECOND_STEP),
    elsewhere("mfa_view_recovery_codes", SECOND_STEP),
    elsewhere("mfa_generate_recovery_codes", SECOND_STEP),
    elsewhere("mfa_download_recovery_codes", SECOND_STEP),
    elsewhere("socialaccount_signup", JOURNEY),
    elsewhere("openid_connect_login", "Leads to Microsoft Entra, when it is switched on.", "=council"),
    elsewhere("openid_connect_callback", "Microsoft Entra leads back to it.", "=council"),
]
# Redirects that allauth keeps without a name, and the guard before one of its pages.
NAMELESS = {
    "accounts/email/",
    "accounts/social/login/cancelled/",
    "accounts/social/login/error/",
    "accounts/social/signup/",
    "accounts/social/connections/",
}
