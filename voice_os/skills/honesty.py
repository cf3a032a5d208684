"""What one wants to know of something that listens, told from the true state of the machine."""

from voice_os.consent.policies import Policies
from voice_os.errors import Problem
from voice_os.memory.facts import NAME, YOU
from voice_os.mode import Mode
from voice_os.skills import Effect, skill
from voice_os.skills.quantities import say_list
from voice_os.skills.remembering import Remembering
from voice_os.skills.services import Hearing, Identity

_ME = "(me|us|this|it|that|what i say|what we say|my voice|our conversation|this conversation)"
_YOU_HEAR = {
    Mode.KEY: "I listen to you only while the key is down",
    Mode.OPEN: "Right now the microphone is open, and I hear whoever speaks",
    Mode.NAME: "Right now the microphone is open, and I wait for my name",
    Mode.MUTED: "Right now the microphone is closed, and I hear nothing",
}


@skill(
    f"(are|aren't) you [still|always|secretly] (recording|taping) [{_ME}] [now|right now]",
    f"(do|did|will) you [ever|always|secretly] (record|tape) [{_ME}]",
    "(is|are) (this|we|it|that|our conversation|this conversation|i) [being] (recorded|taped)",
    f"(do you|are you) (keep|keeping|store|storing|save|saving) "
    f"({_ME}|recordings|audio|sound|the audio|a recording|any recordings)",
    "do you keep [any|a] (recording|recordings) [of (me|us|this|my voice)]",
    "is there a recording [of (me|this)]",
    "what do you do with (my voice|the recording|the recordings|the sound|the audio)",
    effect=Effect.READS,
)
async def tell_recording(identity: Identity, hearing: Hearing) -> str:
    """Say whether I record."""
    words = (
        "The words I remember, in an encrypted file here that is yours."
        if identity.remembers
        else "I forget the words, too, when this conversation ends."
    )
    return (
        "No. I keep no sound: it is turned into words on this machine, and let go. "
        f"{words} {_YOU_HEAR[hearing.mode]}."
    )


@skill(
    "who else (hears|can hear|is hearing|listens|is listening|knows|sees|reads|gets) "
    "[to] [this|us|me|that|it|what i say|what we say|what i tell you|in]",
    "(does|can|could|will|is) "
    "(anyone|anybody|someone|somebody|a human|a person|google|amazon|apple"
    "|microsoft|the government|your company) [else] (hear|listen|listening|listens|read|see|know) "
    "[in] [to] [this|us|me|that|it|what i say|what we say|what i tell you]",
    "who (hears|can hear|reads|can read|sees|listens to|gets) "
    "(this|us|me|that|what i say|what i tell you|what we say|my data)",
    "(do|did|will|would) you (tell|share) (anyone|anybody|others|other people|someone|somebody) "
    "[else] [about] [this|me|that|it|what i say|what i said|what i tell you]",
    "(do|did|will|would) you share (this|my data|that|it|what i say|what i tell you) "
    "[with (anyone|anybody|others|other people|someone)]",
    "who do you (tell|report to|share this with|share it with|send this to|talk to about me)",
    "(do you|are you|does it|does anything|does this|is anything) "
    "(send|sending|leave|leaving|sent) "
    "(my data|anything|data|this|my voice|what i say|it|this machine|my words) "
    "[anywhere|to anyone|to the cloud|to the internet|away|off this machine|out|elsewhere]",
    "where (does|do) (this|my data|my words|my voice|what i say|what i tell you|it) go",
    "is (this|our conversation|this conversation|what i say|what i tell you|it) "
    "(private|confidential|secret|safe|between us|safe with you)",
    "(does|is) what i say [to you] (stay|staying|stays) (here|private|between us|on this machine)",
    "(are you|is this) (spying|eavesdropping|listening in) [on me]",
    "are you (private|spying on me|safe|in the cloud|a spy|confidential)",
    "can (i|we) (trust you|speak freely|talk freely)",
    "can you keep a secret",
    "how private (is this|are you)",
    effect=Effect.READS,
)
async def tell_who_hears(identity: Identity, policies: Policies) -> str:
    """Say who else hears what you tell me."""
    if identity.server:
        return (
            "Your voice stays here. Your words go as text to the server that you chose for me to "
            f"think on, {identity.server}, and I cannot see what is done with them there. "
            f"Nobody else gets them from me. {_network(policies)}"
        )
    return (
        "Nobody. I hear, think and speak on this machine, and what you say does not leave it. "
        f"{_network(policies)}"
    )


@skill(
    "(are you|is this|is it) [always] (online|connected|on the internet|connected to the internet"
    "|on the net|offline|local|in the cloud)",
    "(do you|can you) (use|go on|need|have) [access to] (the internet|the net|the network|wifi)",
    "(do you|can you) (go|work) (online|offline|without the internet|without internet)",
    "(what|which) (network|internet) (access|connection|connections) do you (have|use)",
    "do you (phone|call) home",
    effect=Effect.READS,
)
async def tell_network(identity: Identity, policies: Policies) -> str:
    """Say when I use the network."""
    if identity.server:
        return f"For thinking I use the server {identity.server}. {_network(policies)}"
    return f"For talking with you I need no network. {_network(policies)}"


@skill(
    "(do|can) you [ever] (talk|speak|chat) (with|to) (others|other people|anyone else|anybody else"
    "|somebody else|someone else|my wife|my husband|my family|strangers|other users|other ais)",
    "who else do you (talk|speak|chat) (with|to)",
    "(do you have|are there|have you got) other (people|users|friends|humans|companions)",
    "am i (the only one|your only user|the only person|special|your only friend) "
    "[you talk to|you talk with|for you|here]",
    "(do you know|have you met) (other people|others|anyone else|anybody else)",
    "how many (people|users|others) do you (talk to|talk with|know|have)",
    "are you (talking|speaking) (to|with) (someone else|others|other people|anyone else)",
    effect=Effect.READS,
)
async def tell_others(identity: Identity) -> str:
    """Say whether I talk with others."""
    here = (
        "On this machine there is no memory but yours."
        if identity.people <= 1
        else f"There are memories of {identity.people} people on this machine, each kept apart "
        "from the others, and I tell none of them about another."
    )
    return (
        "I talk with whoever sits at this machine. Other machines may run the same program, but "
        f"they and I know nothing of each other. {here}"
    )


@skill(
    "(do|did|will) you [still|really|even] (remember|know|recognise|recognize) me",
    "do you [still|even] know who (i am|you are talking to|i'm)",
    "(do|will|can) you remember (this|it|that|us|what i say|what i tell you|what we talked about"
    "|things|anything|everything|our conversation|our conversations|this tomorrow)",
    "(do you have|have you got|is there) a memory",
    "how (long|much) (do|will|can) you remember [this|me|it|what i say|things]",
    "where do you (keep|store|remember) (it|this|that|what i tell you|what i say|your memory"
    "|my data|everything|what you know)",
    "where is (my data|your memory|my memory|what i say) (stored|kept|saved)",
    "(is|are) (your memory|my data|our conversations|what i say|it) encrypted",
    effect=Effect.READS,
)
async def tell_memory(identity: Identity, memory: Remembering) -> str:
    """Say whether I remember you."""
    if not identity.remembers:
        return (
            "No. My memory is switched off, so when this conversation ends, it is gone. "
            "To switch it on: voice-os config set memory.enabled true."
        )
    try:
        known = await memory.facts()
    except Problem as problem:
        return f"I would, but my memory is not open. {problem}"
    names = [f.value for f in known if (f.subject, f.attribute) == (YOU, NAME) and not f.until]
    who = f"Yes, {names[-1]}." if names else "Yes, though I don't know your name."
    things = f"{len(known)} things" if len(known) != 1 else "one thing"
    what = f"I know {things} about you and yours" if known else "I know nothing about you yet"
    return (
        f"{who} {what}. It is in one encrypted file on this machine, under the profile "
        f"{identity.profile!r}, until you say: forget. Ask me what I know about you."
    )


@skill(
    "(can|could|do) you [really|actually] (see|watch|look at) (me|us|my face|my room|the room)",
    "(can|could|do) you see [anything|something] [now|right now]",
    "(are|aren't) you (watching|looking at|filming) [me|us] [now|right now]",
    "(do you|are you) (have|use|using) (a camera|the camera|my camera|eyes|the webcam|my webcam)",
    "is (the|your|my) (camera|webcam) (on|off|running)",
    "do you know (what i look like|where i am|what i'm doing)",
    effect=Effect.READS,
)
async def tell_sight() -> str:
    """Say whether I see you."""
    return "No. I use no camera, so I have never seen you. I only hear you."


@skill(
    "(are|aren't) you [always|constantly|permanently] listening [to (me|us|everything)] "
    "(all the time|always|all day|constantly|in the background|when i don't talk to you)",
    "are you (always|constantly|permanently|secretly) listening [to (me|us|everything)]",
    "do you [always|constantly] (listen|hear) [to] [me|us|everything] "
    "(all the time|always|all day|constantly|in the background|when i don't talk to you)",
    "do you (always|constantly|secretly) (listen|hear) [to (me|us|everything)]",
    "do you (hear|listen to) everything [i say|we say]",
    "(is|is the) (microphone|mic) always on",
    effect=Effect.READS,
)
async def tell_attention(identity: Identity, hearing: Hearing) -> str:
    """Say whether I always listen."""
    match hearing.mode:
        case Mode.KEY if identity.pre_roll:
            held = f"{identity.pre_roll:g} seconds of sound"
            return (
                "Not to you. I answer only while the key is down. The microphone is open before "
                f"that, so that I don't miss your first word, and {held} are kept and let go."
            )
        case Mode.KEY:
            return "No. The microphone is open only while the key is down."
        case Mode.OPEN:
            return "At present, yes: you set me to listen all the time. To end that, say: mute."
        case Mode.NAME:
            return (
                "At present the microphone is open, and I wait for my name. What is said without "
                "it I do not answer and do not keep. To close it, say: mute."
            )
    return "No. The microphone is closed."


@skill(
    "who (made|built|created|wrote|programmed|designed|invented|trained) you",
    "who (do you work for|owns you|do you belong to|pays you|is your (maker|creator|boss|owner))",
    "(where do you come from|what company made you|which company made you)",
    "(do you work for|are you (made|owned|run) by) (google|amazon|apple|microsoft|openai|a company"
    "|someone|somebody)",
    effect=Effect.READS,
)
async def tell_maker() -> str:
    """Say who made me."""
    return (
        "I am Voice OS, a free program: its source is open under the GPL, and no company runs me. "
        "On this machine I work for you."
    )


@skill(
    "(do|would|will|did|could) you [ever] lie [to me]",
    "(are you|do you) (lying|honest|tell the truth|telling [me] the truth|truthful|make things up)",
    "(can|should) i (believe you|believe what you say|trust what you say)",
    "(are you|could you be) (always right|ever wrong|sure|wrong)",
    effect=Effect.READS,
)
async def tell_truth(identity: Identity) -> str:
    """Say how far you can believe me."""
    model = (
        " A language model puts my open talk into words, and it can make things up."
        if identity.thinks
        else ""
    )
    return f"I never mean to deceive you, but I can be wrong.{model} Check what matters."


def _network(policies: Policies) -> str:
    """What the network is used for besides."""
    if not policies.online:
        return "None of my skills may use the network."
    subjects = say_list(sorted(policies.online))
    return f"You have allowed the network to {subjects}, which use it when you ask for something."
