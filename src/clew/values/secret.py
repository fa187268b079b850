"""Texts that nobody may read by accident: no log, no error and no test that prints a value shows them."""


class Secret(str):
    """A text that is used as any other and never shows in a `repr`, not in that of what holds it either."""

    __slots__ = ()

    def __repr__(self) -> str:
        """That something is there, and not what."""
        return "<hidden>" if self else "''"


NO_SECRET = Secret()
