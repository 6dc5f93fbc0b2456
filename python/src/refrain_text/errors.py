"""What can go wrong, and what is worth a warning."""


class RefrainError(Exception):
    """refrain could not do what was asked.

    `message` is what refrain says on the command line. `exit_status` is the status of the program,
    or None if the program did not run.

    >>> error = RefrainError("no document was found", exit_status=1)
    >>> error.message, error.exit_status
    ('no document was found', 1)
    """

    def __init__(self, message: str, exit_status: int | None = None) -> None:
        """Keep the message and the exit status of the program."""
        super().__init__(message)
        self.message = message
        self.exit_status = exit_status

    def __str__(self) -> str:
        """Return the message alone."""
        return self.message


class UsageError(RefrainError):
    """A setting or argument that refrain does not accept (exit status 2)."""


class RunError(RefrainError):
    """A run that failed, or that skipped documents with `strict=True` (exit status 1 or 3)."""


class TableNotWritten(RefrainError, AttributeError):  # noqa: N818  (it names a state)
    """A table that refrain knows, but that this run did not write."""


class RefrainWarning(UserWarning):
    """A note of refrain on the documents, the settings or the results."""
