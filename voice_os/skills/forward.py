"""Whether she may speak first."""

from typing import Protocol

from voice_os.skills import Effect, skill


class Forward(Protocol):
    """Her speaking first."""

    @property
    def allowed(self) -> bool:
        """Whether she may."""
        ...

    def allow(self, allowed: bool) -> None:
        """Let her from now on and after the next start, or not. Raises `Problem`."""
        ...


@skill(
    "[from now on] you (may|can|are allowed to|could) [also] (speak|talk) [to me] first",
    "[from now on] you (may|can) (speak|talk|say something) [to me] "
    "(unasked|on your own|by yourself)",
    "[from now on] you (may|can) speak up [on your own|by yourself|unasked]",
    "(speak|talk) to me first [sometimes|now and then]",
    "(speak up|say something) [on your own|by yourself] (sometimes|now and then)",
    "you don't (need|have) to wait (for me to speak|until i speak|until you are spoken to)",
    effect=Effect.CHANGES,
)
async def allow(forward: Forward) -> str:
    """Speak first, if you let me."""
    forward.allow(True)
    return (
        "Thank you. I'll speak up when something is due, three times a day at most. "
        'If it is too much, say "don\'t speak first".'
    )


@skill(
    "(don't|do not|never|please don't) (speak|talk) [to me] first [any more|anymore|again]",
    "(don't|do not|never) (speak|talk|say anything) [to me] (unasked|on your own|by yourself)",
    "(don't|do not|never) speak up [on your own|by yourself|unasked] [any more|anymore]",
    "(stop|quit) (speaking|talking) [to me] (first|unasked|on your own|by yourself)",
    "(only speak|speak only|only talk) (when|if) (you are|you're) spoken to",
    "(only speak|speak only|only talk) (when|if) i (speak|talk) to you [first]",
    effect=Effect.CHANGES,
)
async def forbid(forward: Forward) -> str:
    """Wait until I am spoken to."""
    forward.allow(False)
    return "All right. I'll wait until you speak to me."


@skill(
    "(may|can|do|will|are you allowed to) you (speak|talk) [to me] first [sometimes]",
    "(are you allowed|do i let you) [to] (speak|talk) [to me] first",
    "(when|how often) (do|will|may|can) you (speak|talk) [to me] first",
    effect=Effect.READS,
)
async def tell_whether(forward: Forward) -> str:
    """Say whether I may speak first."""
    if forward.allowed:
        return (
            "Yes, you let me: three times a day at most, four hours apart, never in your quiet "
            "hours, and not while you are in a call."
        )
    return 'No. You could let me by saying "you may speak first".'
