"""What can be wrong with input, in words a reader can act on."""

from typing import ClassVar


class Fault(ValueError):
    """Input that cannot be used: a text key and the facts that fill it.

    ``str(fault)`` is English and for the log; a page says ``key`` with
    ``facts`` in the reader's language. Every subclass has a text in every
    language whose slots are among the slots of ``english`` (a test checks).

    Examples
    --------
    >>> class EmptyJarError(Fault):
    ...     key = "empty_jar"
    ...     english = "Jar {jar!r} is empty. Fill it."
    >>> str(EmptyJarError(jar="A"))
    "Jar 'A' is empty. Fill it."
    """

    key: ClassVar[str]
    english: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.english.format(**facts))


class SurveyError(Fault):
    """Survey input nothing can be learned from."""
