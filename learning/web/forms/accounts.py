"""The forms of the account pages: what must be there, how long it may be, and how that is said.

Whether a password is right or an email address is taken is for the operation to say.
"""

from collections.abc import Mapping

from wtforms import Form, PasswordField, StringField, ValidationError
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, Regexp

from learning.access.identity import LONGEST_EMAIL, LONGEST_NAME
from learning.access.professions import PROFESSIONS

# How short a password may be is the operation's rule; a longer one is only work for the hash.
LONGEST_PASSWORD = 1024
EMAIL_SHAPE = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
EMAIL_HELP = "Enter an email address in the usual form, such as name@example.org"
PROFESSION_HELP = "Choose what you study or practise"


def _strip(text: str | None) -> str:
    return (text or "").strip()


def _name_field() -> StringField:
    return StringField(
        filters=[_strip],
        validators=[
            InputRequired("Enter your name"),
            Length(max=LONGEST_NAME, message=f"Shorten your name to {LONGEST_NAME} characters"),
            Regexp(r"^[^\x00-\x1f\x7f\u2028\u2029]*$", message="Write your name on one line"),
        ],
    )


def _email_field() -> StringField:
    return StringField(
        filters=[_strip],
        validators=[
            InputRequired("Enter your email address"),
            Length(max=LONGEST_EMAIL, message=EMAIL_HELP),
            Regexp(EMAIL_SHAPE, message=EMAIL_HELP),
        ],
    )


def _password_field(missing: str) -> PasswordField:
    most = f"Shorten the password to {LONGEST_PASSWORD:,} characters"
    return PasswordField(
        validators=[InputRequired(missing), Length(max=LONGEST_PASSWORD, message=most)]
    )


class SignInForm(Form):
    """Who are you?"""

    email = _email_field()
    password = _password_field("Enter your password")


class ProfessionForm(Form):
    """What do you study or practise?"""

    profession = StringField()

    def validate_profession(self, field: Field) -> None:
        """Take one of the professions listed."""
        if field.data not in PROFESSIONS:
            raise ValidationError(PROFESSION_HELP)


class RegisterForm(ProfessionForm):
    """A new account."""

    name = _name_field()
    email = _email_field()
    password = _password_field("Choose a password")
    # Named again to stand last, as on the page: errors are listed in the form's order.
    profession = StringField()


class PasswordForm(Form):
    """A new password in place of the old."""

    old = _password_field("Enter your current password")
    new = _password_field("Choose a new password")


def first_errors(form: Form) -> dict[str, str]:
    """Give the first message of each field that has one, in the form's order."""
    return {field.name: str(field.errors[0]) for field in form if field.errors}


def typed_values(form: Form) -> Mapping[str, str]:
    """Give what was typed, passwords left out: a page never repeats one."""
    shown = (field for field in form if not isinstance(field, PasswordField))
    return {field.name: str(field.data or "") for field in shown}
