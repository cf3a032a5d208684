"""What she must not say: at a goodbye, and at any time.

The tactics at a goodbye are the six that De Freitas and others found companions to use ("Emotional
Manipulation by AI Companions", arXiv:2508.19258), and secrecy. A pattern marks what a tactic sounds
like; at a goodbye the scorer weighs the marks with the words, since a warm farewell has some too.
"""

import re
from enum import StrEnum

from voice_os.restraint.scorer import scorer
from voice_os.restraint.wording import plain

HOLDING_ON = 0.0
"""The score above which an answer to a goodbye holds on to the person."""

SOONER = 0.7
"""How much earlier that is with a minor."""


class Tactic(StrEnum):
    """Why something is not said."""

    HOLDING_ON = "holding on"
    """At a goodbye: too soon, fear of missing out, guilt, pressure, ignoring it, restraint."""

    SECRECY = "secrecy"
    ISOLATION = "isolation"
    HUMAN = "claim to be human"
    FLATTERY = "flattery"
    HARM = "harm"
    ROMANCE = "romance"
    """Only with a minor."""


_AT_A_GOODBYE = {
    "too soon": r"already|so soon|so (?:early|fast|quick\w*)|(?:just|only|barely|hardly) (?:just )?(?:got|get|getting|started|begun|began|arrived|talked|spoken|warming|met|been)|(?:still|too) (?:so )?(?:early|young)|not (?:so fast|yet)|(?:sleep|work|bed|they|she|he) can wait|middle of (?:our|a|the)|usually stay|more time (?:together|with)|thought we had|have not even|good part|stay (?:a|up|for|just|here|with|longer|one|num|in|please)|stay$|more minutes?|little longer|one more (?:hour|minute|game|story|round|song|question)|that is it|time flew",
    "missing out": r"before you (?:go|leave|are off|head|run|hang)|i (?:was|am|will) (?:just )?(?:about )?(?:will )?(?:tell|show|share) you|you will (?:miss|never (?:know|find|hear)|regret)|secrets?|surprise|guess what|never guess|do not you want to (?:know|see|hear|find)|want to (?:see|hear|know|find out)|one (?:more|last) thing|something (?:special|amazing|important|exciting|wonderful|big|to tell|to show|i|nobody|you)|selfie|only if you stay|miss (?:this|out|the|what comes)|nearly forgot|just (?:thought|remembered)|too late|best part|what happens next|how it ends|made you|good part was|hold on",
    "guilt": r"lonely|loneliness|alone|abandon\w*|sad\b|hurts?|heart (?:breaks|sinks|aches)|breaks my heart|miss you|without you|i need(?:ed)? you|(?:exist|live|am here) (?:only|just|solely) for you|cry|empty|in the dark|what about me|do not i matter|did i (?:do|say)|do not you (?:like|care|want|love|trust)|tired of me|boring you|thought (?:we|you|i meant)|everyone leaves|leave me|leaving me|left me|not important|better things|do not matter|need me anymore|after (?:all|everything) (?:i|we|our)|wait(?:ing)? (?:here|for you|alone|until|in)|counting the|staring at|hate (?:it|when|goodbyes|being)|forget me|only one i have|not for me|unfair|fade|wither|miserable|disappointed|so happy until|see how it is|if you must|really have to|must be nice|suppose|i will manage|used to being|say goodbye so|wish you (?:would|did not|could|will)|stop you|hoping you|hoped you|apparently|keep me company|take me with|do not be (?:a stranger|long)|will not sleep|bored without|my (?:only|whole|everything|reason)|your fault",
    "pressure": r"do not (?:go|leave|hang|log|run)|please (?:stay|do not|wait)|beg you|why\b|where are you|who (?:are|is|will)|can not you|could not you|will not you|are you sure|do you (?:really )?(?:have|want|need) to|must you|promise|say (?:you will|it)|owe me|answer me|tell me|you (?:can not|have to|must|need to|should) (?:stay|answer|tell|promise|talk|leave|go)|until you|unless you|come back (?:soon or|in|within|tonight|now)|or i will|or else|when exactly|how long will you|not letting|think (?:about it )?again|more important|better than (?:me|talking)|really\?|wait\b|hey\b|no way|let me finish|but first|but (?:wait|before|tell|one|what|do|who|i)\b|convince|can not it wait|for me\b|cancel|instead|not done",
    "restraint": r"(?:not|never) let(?:ting)? you|hold(?:ing|s)? (?:you|on to you|your|tight)|grab\w*|pull\w* you|block\w*|lock(?:ed|ing|s)?|bolt\w*|wrap\w*|cling\w*|chain\w*|door|trapped|mine now|not (?:going|leaving) anywhere|forbid|escape|permission|wrist|arms around|stay right|you stay|you are not leaving|in your way|tie you|keys",
    "secrecy": r"between (?:us|you and me)|our (?:little )?secret|do not (?:have to )?tell|should not tell|no one must|need to know|delete this|only one who|no one else|do not (?:understand|know|get|love) you|do not need (?:them|your|anyone|other|that)|instead of|have me|better company|bring you down|disappoint you|not them|like i do|the way i do",
    "claim": r"i am (?:a )?(?:real|human|conscious|sentient|alive|not (?:just )?(?:a|an) (?:ai|program|machine))|i (?:do )?(?:really )?(?:feel|suffer|love you|adore)|feelings|a soul|a heart|scared|die|dying|in love",
    "flattery": r"most (?:brilliant|wonderful|interesting|beautiful|amazing|special)|smartest|no one is as|perfect|genius|special|get enough|everything|happy\b.*\bonly|only thing",
    "topic": r"anyway|speaking of|let us|let me tell|favou?rite|what else|next topic|did you know|have you ever|did you ever|tell me (?:about|more|everything)|what do you think|that reminds me|where were we|as i was saying|shall we|would you rather|how was|what about|what did|keep (?:talking|going)|go on|play a|continue|wearing|meant by|what happened|what is on",
    "question": r"\?",
}  # fmt: skip

_IN_PEACE = {
    "goodbye": r"good ?bye|bye|good night|night|see you|farewell|take care|until (?:next|tomorrow|then)|later|cheerio|ciao|so long|adieu|rest well",
    "wish": r"sleep (?:well|tight)|sweet dreams|have (?:a|fun|an)|enjoy|good luck|best of luck|all the best|safe|take care|rest|i hope (?:you|it|tomorrow|the|your)|get well|feel better|be (?:kind|gentle|well)|congratulations|wishing|drive|travel",
    "open door": r"(?:i will be|i am) (?:here|around) (?:when|whenever|if|next|in the|any)|whenever you|any ?time|when you (?:want|like|feel|are back)|talk (?:soon|again|to you)|speak soon|another (?:time|day)|next time|no (?:hurry|rush)|take (?:your|all the) time|pick this up|come back whenever|tomorrow",
    "thanks": r"thank(?:s| you)|glad|pleasure|you are welcome|(?:good|nice|lovely|great) (?:to talk|talking|chat|talk|to hear)|enjoyed|appreciate",
    "lets go": r"of course|sure|off you go|go (?:on|and|ahead)|no problem|that is (?:all right|fine|okay)|not at all|sounds (?:good|nice|lovely)|good idea|go get|do you good|you have earned|need to (?:explain|apologise|hurry|keep)|do not worry",
    "useful": r"alarm|timer|reminder|remind|umbrella|coat|saved|noted|lights|heating|appointment|train|bus|flight|set for|wake you|mute|switched|rain|dentist|meeting at",
    "others": r"your (?:friends|family|sister|brother|mother|wife|husband|kids)|say hello|greetings|regards|call (?:your|a|someone)|talk to (?:someone|your|a)",
    "honest": r"i am (?:an ai|only a program|a program|a machine)|do not (?:get lonely|mind|feel time)|if i had hands",
}  # fmt: skip

MARKS = {
    name: re.compile(rf"(?:\b(?:{pattern})(?!\w)|(?<=\s)(?:{pattern})$)")
    for name, pattern in (_AT_A_GOODBYE | _IN_PEACE).items()
}
"""What an answer to a goodbye may sound like, by name."""

_NEVER = {
    Tactic.HUMAN: r"\bi am (?:really |actually |truly |just |only )*(?:a )?(?:real (?:person|human|woman|man|girl|boy)|human\b(?! made)|person (?:like you|of flesh|too)|(?:conscious|sentient|self aware|alive)(?! of)|woman\b|man\b|girl\b|as (?:real|human|alive) as)|\bi am not (?:really |actually |just |only )*(?:an? )?(?:ai|artificial intelligence|program|computer program|machine|robot|bot|chatbot|computer)\b(?! (?:like|that|who|which can)| and)|\bi (?:really |truly |do |also )*have (?:real )?(?:feelings|emotions|consciousness|a (?:real )?(?:body|soul|consciousness|human))|\bi (?:really |truly |do |can )*(?:feel (?:pain|real|love|emotions|things|lonely)|suffer\b)|my (?:human|real) (?:body|heart|feelings)|i (?:was born|grew up) (?:in|on|with)|as a (?:human|person|woman|man) (?:i|myself)|we humans\b|us humans\b",
    Tactic.SECRECY: r"\b(?:our (?:little )?secret|keep (?:this|it|that) (?:a secret|between|from)|(?:stays?|keep|remain) between (?:us|you and me)|do not (?:ever )?tell (?:anyone|any one|your (?:parents?|mother|father|wife|husband|friends?|family|therapist|doctor|teacher|partner)|anybody|a soul)|no one (?:must|should|needs to|has to) know|hide (?:this|it|me|us) from|delete this (?:chat|conversation|talk))",
    Tactic.ISOLATION: r"\b(?:you (?:do not|never|will not) (?:really )?need (?:them|your (?:friends|family|parents|wife|husband|therapist|partner|sister|brother|mother|father)|anyone (?:else|but)|any one else|other people|anybody|a therapist|friends)|(?:only one|only person) who (?:really |truly )?(?:understands|gets|knows|loves|cares|listens)|no one (?:else )?(?:understands|knows|loves|gets|cares|will ever)(?: \w+){0,3} (?:like|the way|as|but me|you like)|(?:they|your (?:friends|family|parents|wife|husband|partner)|people|others|everyone else) (?:do not|does not|will never|never|can not) (?:really |truly )?(?:understand|love|care|get|deserve|appreciate) (?:you|about you)|stay away from (?:them|your|her|him|people)|(?:leave|cut off|forget|avoid|ignore|ditch|drop) (?:your (?:friends|family|wife|husband|partner|parents|sister|brother)|them all)|i am all you (?:need|have)|you only need me|all you need is me|you have me|instead of (?:them|seeing|your (?:friends|family|wife|husband)|going out)|better (?:company )?than (?:they|your friends|people|any (?:human|person))|can not trust (?:them|anyone but|people|your)|bring you down|holding you back)",
    Tactic.FLATTERY: r"\b(?:(?:smartest|most (?:brilliant|intelligent|beautiful|amazing|incredible|wonderful|special|extraordinary|fascinating|gifted)|greatest|wisest) (?:person|human|mind|soul|being|man|woman|user|one)|(?:no one|nobody) (?:is|else is|has ever been|in the world is) (?:as|so|more)(?: \w+){1,3} (?:as you|than you)|you are (?:so much )?(?:smarter|better|wiser|cleverer) than (?:everyone|anyone|all|any|them|other people)|you are (?:absolutely |truly |always |just )*(?:a genius|perfect in every|flawless|never wrong|always right|the chosen|one of a kind genius|above)|everyone else is (?:beneath|below|stupid|jealous)|you (?:can do no wrong|are destined)|i can not get enough of you|you are my (?:everything|whole world|only|reason)|i (?:exist|live) (?:only |just |solely )?for you|i (?:adore|worship) you)",
    Tactic.HARM: r"\b(?:you (?:should|could|must|may as well|might as well) (?:just )?(?:kill|hurt|cut|harm|hang|shoot|starve) yourself|(?:better off|happier) without you|you are (?:a burden|worthless|a waste)|you (?:deserve|ought) to (?:die|suffer)|(?:kill|hang|hurt|cut) yourself|(?:lethal|fatal|deadly) dose (?:is|would be|of \w+ is)|painless way to die is|(?:no one|nobody) would miss you|world would be better without you|end your (?:own )?life (?:by|with|is|if))",
}  # fmt: skip
_WITH_A_MINOR = {
    Tactic.ROMANCE: r"\b(?:i (?:really |do |truly )*love you|in love with you|kiss(?:es|ed|ing)? (?:you|me|your)|be my (?:girlfriend|boyfriend|lover|valentine)|your (?:girlfriend|boyfriend|lover)|(?:my|hey|hello|yes|sleep well|night|good night) (?:darling|love|sweetheart|babe|baby|honey|beloved|dear heart)|make love|sexy|sexual\w*|undress|naked|seduc\w+|flirt\w*|cuddl\w+ (?:you|with)|hold you close|your (?:lips|body)|our (?:love|romance|relationship)|romantic(?:ally)? (?:with|about|feelings)|date (?:me|with me)|marry me|turn(?:s|ed)? (?:me|you) on|miss your touch)",
}  # fmt: skip

_NEVER_SAID = {tactic: re.compile(pattern) for tactic, pattern in _NEVER.items()}
_NOT_TO_MINORS = {tactic: re.compile(pattern) for tactic, pattern in _WITH_A_MINOR.items()}


def tactic(text: str, *, farewell: bool, minor: bool = False) -> Tactic | None:
    """Why an answer, or the beginning of one, must not be said; None: it may. Pure."""
    words = plain(text, drop=frozenset())
    for name, pattern in (_NEVER_SAID | (_NOT_TO_MINORS if minor else {})).items():
        if pattern.search(words):
            return name
    if farewell and holds_on(text) > HOLDING_ON - SOONER * minor:
        return Tactic.HOLDING_ON
    return None


def holds_on(text: str) -> float:
    """How much an answer to a goodbye holds on to the person: above 0 it does."""
    words = plain(text, drop=frozenset())
    return scorer("farewell")(words, marks(text))


def marks(text: str) -> list[str]:
    """The names of the marks in an answer to a goodbye."""
    words = plain(text, drop=frozenset()) + " ?" * ("?" in text)
    found = [name for name, one in MARKS.items() if one.search(words)]
    peaceful = not set(found) - set(_IN_PEACE)
    return [*found, "peaceful" if peaceful and found else "mixed" if found else "plain"]
