"""allauth's forms with our labels and without placeholders, which vanish as soon as somebody types."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from scrutiny.lib.govuk_forms import BaseFormMixin


class PlainLabels:
    labels: dict[str, str] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["class"] = "govuk-input--width-10"


class LoginForm(BaseFormMixin, PlainLabels, account.LoginForm):
    mark_optional = False
    labels = {"login": "Email address", "remember": "Keep me signed in on this device"}


class ResetPasswordForm(BaseFormMixin, PlainLabels, account.ResetPasswordForm):
    labels = {"email": "Email address"}


class ResetPasswordKeyForm(BaseFormMixin, PlainLabels, account.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "New password again"}


class ChangePasswordForm(BaseFormMixin, PlainLabels, account.ChangePasswordForm):
    labels = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }


class SetPasswordForm(BaseFormMixin, PlainLabels, account.SetPasswordForm):
    labels = {"password1": "New password", "password2": "New password again"}


class ReauthenticateForm(BaseFormMixin, PlainLabels, account.ReauthenticateForm):
    pass


class AuthenticateForm(BaseFormMixin, PlainLabels, mfa.AuthenticateForm):
    labels = {"code": "Code from your app, or a recovery code"}


class ReauthenticateByCodeForm(BaseFormMixin, PlainLabels, mfa.ReauthenticateForm):
    labels = {"code": "Code from your app, or a recovery code"}


class ActivateAppForm(BaseFormMixin, PlainLabels, totp.ActivateTOTPForm):
    labels = {"code": "6-digit code from the app"}
