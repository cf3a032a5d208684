"""The policy of cutting in: what a sound over her answer makes her do.

Three steps, each surer than the one before, so that the first can be quick. A *sound* that stands
out of what is left of her echo lowers her at once: if it was nothing, she is loud again before
anyone minds. What goes on holds her: she is silent and loses nothing. She stops when it was speech
to her, by its words or because no other voice lasts so long; else she goes on where she was. Her
own echo cannot last: it is over soon after she is held, so only what is heard after that is sure.

Pure: frames, probabilities and verdicts in, reactions out, all on the sample clock.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Frame
from voice_os.audio.levels import brightness, dbfs
from voice_os.conversation.backchannels import is_acknowledgement, is_order
from voice_os.conversation.own_words import are_hers
from voice_os.conversation.utterance import VOICED

PARTS = 4
"""A frame is as loud as the loudest of so many parts, so that the end of one can stand out."""

STANDS_OUT = 8.0
"""Decibels over the floor from which a sound stands out."""

CLEARLY = 14.0
"""Decibels over it from which a voice is not what is left of her echo: of 240 people who cut in
every one was louder, of her echo in rooms that were known none."""

QUIETEST = -60.0
"""dBFS of the lowest floor: what is fainter tells nothing."""

LEARNS = 0.4
"""Decibels a frame by which the floor rises: slower than a voice begins."""

FORGETS = 0.05
"""Decibels a frame by which the floor sinks: 1.5 dB a second."""

SETTLES = 16 * FRAME
"""Samples (0.5 s) at an answer's beginning in which the floor is still looked for."""

SETTLING = 2.0
"""Decibels a frame by which it sinks meanwhile: she may begin with a word, before her echo."""

RISES = 6.0
"""Decibels by which the floor rises at most for a sound that was nothing."""

VOICE = 5 * FRAME
"""Samples of voice (160 ms) from which she is held."""

LASTING = 5 * FRAME
"""Samples that stood out, more than did not, from which she is held by any sound. A voice that
begins with a breath, or in her echo, is often known as one much later."""

DOUBTFUL = 2
"""How many times as much it takes while her own voice may be in what is heard."""

SURE = SAMPLE_RATE
"""Samples of voice that can be nothing but speech to her, if some of it came after her echo."""

ARTICULATED = 4.0
"""Decibels between the dullest and the brightest frame of a voice that speaks. Of 87 people the
first second differs by 5 and more in noise or a reverberant room, of a hum by 1.5 where it is
quiet."""

HUM = 2 * SAMPLE_RATE
"""Samples of a voice that does not articulate, after which it is a noise of the room."""

ECHO_LASTS = 16 * FRAME
"""Samples (0.5 s) after she was held until her echo cannot be taken for a voice any more."""

ALONE = 5 * FRAME
"""Samples of voice (0.16 s) after that, without which nothing but an order is sure."""

LULL = 6 * FRAME
"""Samples of quiet (0.2 s) after which a sound without words is over."""

NOISE = 18 * FRAME
"""Samples (0.6 s) after which a sound that has not become a voice is a noise of the room."""

OUTLIVES = 21 * FRAME
"""Samples of voice (0.7 s) that with words are speech: her echo, or a cough, has no more."""

WORD = 3 * FRAME
"""Samples of voice (0.1 s) that may be a word."""

PAUSE = 4 * FRAME
"""Samples without voice (0.13 s) after which the words until then are worth hearing."""

PATIENCE = 5 * SAMPLE_RATE
"""Samples for which she waits in silence to be told what the words were: on a busy machine a
recogniser takes its time, and whoever speaks to her is not to be passed over for it."""

UNHEARD = 2 * SAMPLE_RATE
"""Samples after which a voice that no recogniser hears is over."""

HESITATION = SAMPLE_RATE
"""Samples for which she waits for more, after a few words that may have been the beginning."""


class Verdict(StrEnum):
    """What the words of an intrusion were."""

    SPEECH = "speech"
    """Said to her."""

    ORDER = "order"
    """Said to her, and she is to stop, or to listen: "wait"."""

    BACKCHANNEL = "backchannel"
    """"Mm-hm", "right": go on."""

    ECHO = "echo"
    """Her own words."""

    NOTHING = "nothing"


class Reaction(StrEnum):
    """What she does. The first three are those of `audio.Volume`."""

    FULL = "full"
    LOWERED = "lowered"
    HELD = "held"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Intrusion:
    """The sound over her answer, if there is one, and what was heard before it.

    `floor`: how loud her echo and the room were lately, in dBFS; None: not heard yet. `heard`:
    samples of the answer until then. `began`: where on the sample clock the sound began; None:
    there is none. `loudest`: its loudest frame. `sounded`, `voiced`: up to where it stood out, and
    held a voice; `lasting`: samples that stood out, less those that did not. `dullest`,
    `brightest`: the brightness of its frames of voice. `voice`: samples of voice that no verdict
    explains; `asked`: how many of them are being heard by a recogniser; `begun`: how many of them
    were the beginning of something. `held`: since when she is silent;
    `alone`: samples of voice since her echo is over, too. `doubtful`: whether it may be her own
    voice all the same. `certain`: whether it was speech to her.
    """

    floor: float | None = None
    heard: int = 0
    began: int | None = None
    loudest: float = 0.0
    sounded: int = 0
    voiced: int = 0
    lasting: int = 0
    voice: int = 0
    dullest: float = inf
    brightest: float = -inf
    asked: int | None = None
    begun: int = 0
    held: int | None = None
    alone: int = 0
    doubtful: bool = False
    certain: bool = False

    def after(self, frame: Frame, activity: float) -> "Intrusion":
        """What is known once `frame`, free of echo, was heard with this voice activity (0 to 1)."""
        if self.certain:
            return self
        level = max(map(dbfs, np.split(frame.at_once, PARTS)))
        floor = max(level if self.floor is None else self.floor, QUIETEST)
        stands_out = level >= floor + STANDS_OUT
        voiced = activity >= VOICED
        if self.began is not None:
            heard = self._with(frame, level, stands_out, voiced)
            return heard._settled(frame.end, floor, self.began)
        if stands_out:
            begun = Intrusion(floor, self.heard, frame.start, level)
            return begun._with(frame, level, stands_out, voiced)
        sinks = FORGETS if self.heard >= SETTLES else SETTLING
        known = self.heard + frame.end - frame.start
        return Intrusion(min(max(level, floor - sinks), floor + LEARNS), known)

    @property
    def articulates(self) -> bool:
        """Whether the voice speaks, as far as one can tell without words: a hum stays as it is."""
        return self.brightest - self.dullest >= ARTICULATED

    def wants_words(self, clock: int) -> bool:
        """Whether a recogniser should hear what was said since `began`; tell `asking` when it does.

        That is at a pause: words are judged whole.
        """
        pending = self.asked is not None or self.certain
        return not pending and self.voice - self.begun >= WORD and clock - self.voiced >= PAUSE

    def asking(self) -> "Intrusion":
        """A recogniser is hearing what was said until now; `judged` will come, late or never."""
        return replace(self, asked=self.voice)

    def judged(self, verdict: Verdict) -> "Intrusion":
        """What the words were that were asked for (or, if none were, all until now).

        Only an order is sure, if it was long and loud enough to be one: a recogniser makes words
        of a cough as well, or of what is left of her echo, and whoever speaks to her will go on. In
        a room that is not known yet it makes orders of that.
        """
        if self.began is None:
            return replace(self, certain=verdict is Verdict.ORDER)
        asked = self.voice if self.asked is None else self.asked
        clear = self.floor is not None and self.loudest >= self.floor + CLEARLY
        if verdict is Verdict.ORDER and asked >= VOICE and clear and not self.doubtful:
            return replace(self, certain=True)
        if verdict in (Verdict.SPEECH, Verdict.ORDER):
            sure = asked >= OUTLIVES and self.alone >= ALONE
            return replace(self, begun=asked, asked=None, certain=sure)
        rest = self.voice - asked
        if not rest:
            return Intrusion(self.floor, self.heard)
        held = self.held if rest >= VOICE else None
        return replace(
            self, voice=rest, asked=None, begun=0, held=held, alone=min(self.alone, rest)
        )

    def _with(self, frame: Frame, level: float, stands_out: bool, voiced: bool) -> "Intrusion":
        passed = frame.end - frame.start
        length = passed * voiced
        voice, alone = self.voice + length, self.alone
        lasting = max(self.lasting + (passed if stands_out else -passed), 0)
        times = DOUBTFUL if frame.doubtful else 1
        holds = voice >= times * VOICE or lasting >= times * LASTING
        held = frame.end if self.held is None and holds else self.held
        if held is not None and frame.start >= held + ECHO_LASTS:
            alone += length
        bright = brightness(frame.at_once) if voiced else None
        known = self if bright is None else self._with_voice(bright)
        enough = voice >= (OUTLIVES if self.begun else SURE) and known.articulates
        return replace(
            known,
            loudest=max(self.loudest, level),
            sounded=frame.end if stands_out else self.sounded,
            voiced=frame.end if voiced else self.voiced,
            lasting=lasting,
            voice=voice,
            held=held,
            alone=alone,
            doubtful=self.doubtful or frame.doubtful,
            certain=enough and alone >= ALONE,
        )

    def _with_voice(self, bright: float) -> "Intrusion":
        dullest, brightest = min(self.dullest, bright), max(self.brightest, bright)
        return replace(self, dullest=dullest, brightest=brightest)

    def _settled(self, clock: int, floor: float, began: int) -> "Intrusion":
        """The same, or none if it is over without having been speech."""
        if self.voice >= WORD:
            waits = HESITATION if self.begun else UNHEARD
            over = clock - self.voiced >= (waits if self.asked is None else PATIENCE)
        else:
            quiet = clock - max(self.sounded, self.voiced) >= LULL
            over = quiet or clock - max(began, self.voiced) >= NOISE
        if self.voice >= HUM and not self.articulates:
            return Intrusion(max(floor, self.loudest), self.heard)
        risen = max(floor, min(self.loudest, floor + RISES))
        return Intrusion(risen, self.heard) if over else self


def reaction(intrusion: Intrusion, clock: int) -> Reaction:
    """What she does at `clock` about a sound over her answer."""
    if intrusion.certain:
        return Reaction.STOP
    if intrusion.began is None:
        return Reaction.FULL
    return Reaction.LOWERED if intrusion.held is None else Reaction.HELD


def judge(words: str, being_said: str, language: str) -> Verdict:
    """What words are that a recogniser heard over her answer.

    `being_said`: what she says about now, a sentence or two; `language`: ISO 639.
    """
    if not any(letter.isalnum() for letter in words):
        return Verdict.NOTHING
    if is_order(words, language):
        return Verdict.ORDER
    if are_hers(words, being_said):
        return Verdict.ECHO
    return Verdict.BACKCHANNEL if is_acknowledgement(words, language) else Verdict.SPEECH
