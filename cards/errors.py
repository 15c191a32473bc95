"""What a person reads when something went wrong: what happened, whether anything changed, what to do next.

The one catalogue of error sentences. No status, code, class name or id is ever shown; those go to the log.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from cards.words import Words
from graph import errors

Sentence = Callable[[Words, errors.GraphError], str]


def _not_allowed(words: Words, _: errors.GraphError) -> str:
    return words(
        "Microsoft 365 says that you may not do this, so nothing was changed. Your administrator can allow it."
    )


def _not_found(words: Words, _: errors.GraphError) -> str:
    return words("It is not there any more, so nothing was changed. Somebody may have deleted it.")


def _refused(words: Words, _: errors.GraphError) -> str:
    return words("Microsoft 365 did not accept this change, so nothing was changed.")


def _crosses_neighbour(words: Words, error: errors.GraphError) -> str:
    if isinstance(error, errors.CrossesNeighbour) and error.earliest and error.latest:
        return words(
            "One occurrence of a series cannot move onto or past the day of its neighbours, so nothing was changed. "
            "It may lie between {earliest:when} and {latest:when}.",
            earliest=error.earliest,
            latest=error.latest,
        )
    return words(
        "One occurrence of a series cannot move onto or past the day of its neighbours, so nothing was changed. "
        "Choose a time between the two."
    )


def _zone_not_supported(words: Words, _: errors.GraphError) -> str:
    return words(
        "Outlook does not know your time zone, so nothing was changed. Set another one in Outlook and try again."
    )


def _changed_meanwhile(words: Words, _: errors.GraphError) -> str:
    return words("Somebody changed it while you were deciding, so nothing was changed. Ask again to see how it is now.")


def _retired(words: Words, _: errors.GraphError) -> str:
    return words("Microsoft has switched off this part of virtual appointments, so nothing was changed.")


def _throttled(words: Words, error: errors.GraphError) -> str:
    seconds = error.retry_after_seconds if isinstance(error, errors.Throttled) else 60
    wait = timedelta(minutes=max(1, round(seconds / 60)))
    return words(
        "Microsoft 365 is busy and asks to wait {wait:length}. Nothing was changed; please try again then.", wait=wait
    )


def _unreachable(words: Words, _: errors.GraphError) -> str:
    return words("I could not reach Microsoft 365, so nothing was changed. Please try again in a minute.")


def _outcome_unknown(words: Words, _: errors.GraphError) -> str:
    return words(
        "Microsoft 365 did not say whether the change went through. Look at how it is now before you try again."
    )


def _sign_in_needed(words: Words, _: errors.GraphError) -> str:
    return words("You need to sign in first; nothing was changed.")


SENTENCES: dict[type[errors.GraphError], Sentence] = {
    errors.SignInNeeded: _sign_in_needed,
    errors.NotAllowed: _not_allowed,
    errors.NotFound: _not_found,
    errors.CrossesNeighbour: _crosses_neighbour,
    errors.ZoneNotSupported: _zone_not_supported,
    errors.Refused: _refused,
    errors.ChangedMeanwhile: _changed_meanwhile,
    errors.Retired: _retired,
    errors.Throttled: _throttled,
    errors.Unreachable: _unreachable,
    errors.OutcomeUnknown: _outcome_unknown,
    errors.GraphError: _unreachable,
}


def sentence(words: Words, error: errors.GraphError) -> str:
    """The sentence for an error, by its nearest class."""
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return SENTENCES[kind](words, error)
    raise AssertionError("GraphError itself has a sentence")


def too_old(words: Words) -> str:
    """For a card from an older version, or one whose data was altered."""
    return words("This card is too old, so nothing was changed. Ask again to get a fresh one.")


def spent(words: Words) -> str:
    """For a second press."""
    return words("This was already answered or has expired, so nothing was changed.")


def unsure(words: Words) -> str:
    """For a second press while the first is under way, or where nobody knows how it ended."""
    return words("I am not sure whether this went through. Look at how it is now before you ask again.")


def not_yours(words: Words) -> str:
    """For somebody else's card."""
    return words("Only the person who asked can press this, so nothing was changed.")


def unexpected(words: Words) -> str:
    """For our own mistakes."""
    return words("Something went wrong on my side. I have written it down; please try again.")
