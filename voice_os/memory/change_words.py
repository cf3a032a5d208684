"""Words that tell of a change, as regular expressions: what is over, what began, and in what.

They are many because people have many; none of them is certain (see `hints`), so that each may be
as wide as what people say every day allows.
"""

import re


def _joined(words: str) -> str:
    """Words that stand on several lines, as one pattern."""
    return re.sub(r"\n\s*", "", words)


OVER = _joined(
    r"""
        no longer|any ?more|any longer|no more|never again|used to|once|former(?:ly)?|ex|old|
        previous(?:ly)?|past|over|through|done|finished|behind|history|last|goodbye|bye|farewell|
        adieu|left|leav(?:e|es|ing)|gone|quit\w*|resign\w*|ditch\w*|dropp?(?:ed|ing)|dump\w*|
        binn?(?:ed|ing)|chuck\w*|abandon\w*|g[ai]v(?:e|en|ing) (?:\w+ )*(?:up|away|back)|
        turn\w* (?:my|our|his|her) back|swapp?\w*|switch\w*|trad(?:ed|ing)|replac\w*|exchang\w*|
        chang(?:e|ed|es|ing)|moved on|pack(?:ed|ing)|jack(?:ed|ing)|walk\w* (?:away|out)|
        stepp?\w* down|stopp(?:ed|ing)|clos(?:ed|ing)|end(?:ed|s|ing)?|lost|losing|sold|rid of|
        cut ties|part(?:ed|ing)|outgr\w+|instead|another|back (?:in|at|to)|traitor|retir\w+|
        replaced|succe\w+|tak(?:en|ing) over|took over|
        w(?:as|ere) (?:my|our|good|fun|great|lovely|nice|fine|too|not|dear|a mistake)|
        (?:wo|ca|do|did|is|was|are|were|could|would)n't|cannot|not|got too|became too|farewell|
        had words|had enough|instead|beckoned|called me|it was$|it is$
    """
)
"""What may be over, beside its name."""

HAS = _joined(
    r"""
        (?:'ve|have|has)(?! (?:to|a|an|the|no|my|our|got|been|had|two|three|some|lots|always|
        enough)\b)
    """
)
"""What was done, and is so since."""

THESE_DAYS = _joined(
    r"""
        these days|nowadays|from (?:today|now on|this \w+)|instead|no longer|any ?more|at last|
        for good|where (?:i am|we are|i'm|we're)|currently|at (?:present|the moment)|
        since (?:then|last|the|my)
    """
)
"""What is so now, and was otherwise."""

AS_EVER = _joined(
    r"""
        (?:have|'ve|has) (?:\w+ )?(?:made|cooked|bought|ordered|drunk|eaten|watched|played|read|
        done|seen|listened|loved|liked|enjoyed|walked|driven|parked|worked|booked)
    """
)
"""What was done, and is done as ever."""

AWAITED = _joined(
    r"""
        look\w* forward|nervous|excited|ready|prepar\w*|revis\w*|practi[sc]\w*|studying|
        can't wait|worried|went (?:well|badly|fine|great)|
        was (?:good|great|fun|boring|long|short|lovely|fine)|dress|present|guests?|invit\w*|
        packed for|dread\w*
    """
)
"""What one says of an occasion that stays on its day."""

FLAT = _joined(
    r"""
        flat|house|apartment|bedsit|studio|cottage|bungalow|houseboat|caravan|place|room|home|
        digs|lodgings|lease|tenancy|mortgage|landlord|landlady|address|postcode|village|town|city|
        country
    """
)
"""Where one lives."""

NEW = r"new|another|different|own|first|bigger|smaller"
"""What was not before."""

HOME = _joined(
    rf"""
        roots|head(?:ed|ing) for|living out of|pulled up|sold up|took the house|repossess\w*|
        (?:house|flat) ?share|squat|hostel|homeless|(?:our|my|the) new (?:street|road|local|
        neighbours?|neighbou?rhood)|(?:up|down|over|out) here|neighbours in|moved into|
        round here now|
        greetings from|(?:our|my) (?:furniture|things|stuff|belongings)|put up in|
        staying (?:put|on|here|there|with|at|in)|farmhouse|sleeping (?:at|on|in)|commut\w*|
        new (?:life|start|chapter) in|(?:home|here) in [A-Z]\w+|turned up in|made it to [A-Z]\w+|
        by the sea|one-way|one way|
        (?:a|an|my|our|his|her|their|another|of) (?:{NEW})(?: \w+)? (?:{FLAT})|
        (?:sold|bought|downsiz\w*|upsiz\w*|rent(?:ed|ing)?|leas(?:ed|ing)|signed|found|left|
        swapped|gave up|given up|evicted|lost|got|took|taken|share|sharing)\b.*\b(?:{FLAT})|keys|
        evict\w*|kicked out|packed (?:up|our|everything)|unpack\w*|boxes|removal|moving van|
        movers|put down roots|fresh start|start(?:ed|ing)? (?:over|afresh|anew|a new life)|move[sd]|
        relocat\w+|emigrat\w+|immigrat\w+|resettl\w+|settl(?:ed|ing)|decamp\w*|upped|
        fl(?:ew|own) the (?:nest|coop)|ended up in|landed in|wound up in|living|live[sd]?|based|
        neighbours? here|call(?:ed|s|ing)? \w+(?: \w+)? home|home now|home is|hang my hat|
        now in [A-Z]\w+|resid\w+|in [A-Z]\w+(?: \w+)? (?:now|these days|nowadays)|
        [A-Z]\w+ (?:for|since) good|for good|housewarming|new here|swapped|traded|back in|the move
    """
)
"""Of where somebody lives."""

WORK = _joined(
    rf"""
        put down (?:my|the)|laid down (?:my|the)|downed tools|picked up (?:a|my)|(?:last|
        final) (?:shift|payslip|pay cheque)|stick it|gardening leave|renewed|terminated|probation|
        induction|(?:first|new) (?:day|week) at|clocked off for|uniform|promotion|own hours|
        restructur\w*|grounded|struck off|crossed over|gone over to|downsiz\w*|exit interview|
        (?:handed|gave|turned) (?:in|back|over) (?:the|my) (?:laptop|badge|uniform|pass|keys|
        phone)|pays? (?:better|more)|(?:i'm|i am) \w+ing (?:\w+ )*there|marching orders|
        (?:my|his|her) cards|heave-ho|(?:swapp|trad|exchang|switch)ed \w+|desk|given up|notice|
        resign\w*|p45|redundan\w+|severance|payroll|first day|last day|on board|contract|offer|
        hired|recruit\w*|headhunted|poached|t[ao]\w+ me on|
        the (?:boot|sack|push|chop|axe|elbow|bullet|door)|sack\w*|fired|axed|let me go|
        letting (?:\w+ )*(?:me|us) go|
        jump\w* ship|moved on|walked (?:out|away)|out of a? ?(?:job|work)|unemploy\w*|jobless|
        between jobs|on the dole|(?:job|work) ?(?:cent(?:re|er)|hunt\w*|seek\w*|search)|
        looking for (?:a job|work)|retire\w*|pension\w*|freelanc\w*|self-employed|
        my own (?:boss|business|firm|company|shop|studio)|went solo|career|sabbatical|
        transferr\w*|second(?:ed|ment)|go(?:ne|es)? under|went under|administration|folded|
        closed (?:its|their) doors|quit|
        (?:packed|jacked|chucked) (?:it|(?:my|the) job|everything) in|threw in the towel|
        called it a day|hung up|stepped down|cleared (?:out )?my desk|leaving (?:do|party|drinks)|
        join(?:s|ed|ing)|
        (?:{NEW}|proper|dream) (?:\w+ )?(?:job|role|post|position|employer|boss|team|company|
        office|challenge|gig|career|contract|workplace|colleagues)|
        start(?:s|ed|ing)? (?:at|with|there|work|my|a new)|promot\w*|retrain\w*|
        train(?:s|ed|ing)? (?:to|as)|qualif\w+|became|become|turned|apprentice\w*|intern\w*|
        now an? \w+|an? \w+ now|
        work(?:ing|s)? (?:for|at|with|as)|rat race|
        (?:at|for|with) [A-Z]\w+(?: \w+)? (?:now|instead|these days|nowadays)|for a living|
        (?:boss(?:es)?|hr|employer|company|firm|manager)\b.*\b(?:i'd go|go|leave|leaving|
        part(?:ed)?|agreed|mutual|out|over|without me|me go|rid of me)|
        (?:i|i'm) (?:\w+ )?(?:teach|cook|drive|write|paint|farm|bake|sing|act|code|nurse|clean|
        build)(?:ing)? (?:now|instead|these days|nowadays)|back to (?:school|college|uni\w*)|
        (?:left|lost|leaving|changed|switched) (?:my |the )?jobs?
    """
)
"""Of where somebody works, and as what."""

LOVE = _joined(
    r"""
        time apart|cold feet|moved on|not speaking|don't speak|solicitors?|changed the locks|
        unfriended|lover|found out|kicked (?:him|her) out|threw (?:him|her) out|(?:his|
        her) (?:stuff|things)|do(?:n't|esn't) love|fall\w* out of love|filed for|want(?:s|ed) out|
        a mistake|
        that(?:'s| is| was) that|drifted|kerb|curb|through|over|finished|done|between us|
        separate ways|parted|part ways|packed (?:his|her|their|my) (?:bags?|things|suitcase)|
        moved out|left(?! (?:her|his|the|their|my|for|work|early|late|a)\b)|walked out|
        went (?:back )?to (?:his|her) (?:mother|parent|mum|mom)\w*|single|
        (?:back )?on the (?:market|shelf)|dating (?:again|apps?)|alone|ex|split(?:ting)?(?! the)|
        br(?:oke|oken|eak|eaking)(?:-| )?(?:up|off|it off)|dump\w*|ditch\w*|binned|chucked|ended|
        divorc\w*|lawyers?|custody|need(?:s|ed)? space|living apart|history|strangers|friends|
        lost (?:him|her|my)|widow\w*|funeral|buried|passed|rest in peace|died|
        called? (?:it quits|time|it a day|it off)|threw in the towel|off|pulled the plug|
        (?:gave|given|threw|took off)\b.*\bring|engagement|cheat\w*|affair|
        (?:some(?:one|body)|met some(?:one|body)) (?:else|new)|seeing|fallen for|fell for|
        out of love|
        new (?:man|woman|guy|girl|boyfriend|girlfriend|partner|love|flame|relationship)|
        tied the knot|an item|proposed|said yes|remarried|married|engaged|hitched|moved in with|
        shacked up|not (?:together|a couple)|ghosted|blocked|jilted|stood me up|no longer|
        any ?more
    """
)
"""Of somebody whom one loves, beside their name."""

TAUGHT = _joined(
    rf"""
        in the bag|dropped|switch\w*|swapp\w*|quit\w*|graduat\w*|finish\w*|degree|diploma|
        chang(?:ed|ing)|transferr\w*|(?:{NEW}) (?:course|subject|degree|major)|
        left (?:uni\w*|college|school|the course)|g[ai]ven? up|kicked out|failed|expelled|
        (?:packed|jacked|chucked) (?:it|\w+) in|defer\w*|gap year|stud(?:y|ies|ying)|
        major(?:ing)?|reading [A-Z]?\w+|enrol\w*|dropout|thesis|it's \w+ for me|
        (?:this|that) is not for me|wasn't for me
    """
)
"""Of what somebody studies."""

LOATHED = _joined(
    r"""
        chore|queasy|makes? me (?:ill|sick|queasy|sad|tired|cry|cringe|yawn)|headache|dread\w*|
        torture|meh|indifferent|misery|poison|put paid|had my fill|unbearable|wore thin|worn thin|
        rather not|no fun|gag|
        off|sick|tired|bor(?:e|es|ed|ing)|fed up|enough|over|hat(?:e|es|ing)|loath\w*|detest\w*|
        dislik\w*|disgust\w*|revolt\w*|ill|lost (?:its|my|the|all)|ruin\w*|spoil\w*|chang\w*|
        used to|any ?more|no longer|instead|rather|prefer\w*|swapp\w*|switch\w*|replac\w*|past|
        phase|outgr\w*|grown out|moved on|done|finished|break|broke|broken|ditch\w*|dropp\w*|
        dump\w*|avoid\w*|binn\w*|behind|worn off|novelty|appeal|quit\w*|stopp\w*|
        g[ai]v(?:e|en|ing) (?:\w+ )?up|cut(?:ting)? (?:out|down|back)|
        turn\w* (?:my|our|his|her|me)|leaves? me cold|can't|cannot|couldn't|won't|wouldn't|
        do(?:n't|esn't| not|es not) (?:drink|eat|touch|do|like|care|play|watch|listen|read|
        bother|want|enjoy|fancy|go|agree|appeal|interest|excite|get|feel|need)|
        not (?:for me|my thing|into|keen|a fan|mad)|not any|isn't|aren't|w[ao]sn't|was|were|
        without|enemy|days are|tedious|boring|awful|grim|vile|yuck|nausea\w*|sworn off|swore off|
        teetotal|had it with|overrated
    """
)
"""Of what was liked."""

LOVED = _joined(
    r"""
        beautiful|gorgeous|amazing|magic|thrill\w*|joy|heaven|bliss|perfect|best|smitten|sold on|
        guilty pleasure|can eat|could eat|seconds|season ticket|signed up|moved me|
        lov\w+|lik(?:e|es|ing)|enjoy\w*|ador\w*|fan|keen|into|fond|won me|grown on|growing on|
        c[ao]me (?:round|around)|convert\w*|hooked|addict\w*|chang\w*|not (?:so|that|as|half) bad|
        actually|after all|learn\w*|acquired|taste|delicious|great|good|fun|brilliant|wonderful|
        enough of|appreciat\w*|obsess\w*|favourite|every (?:day|week|morning)|now|never miss|
        warm(?:ed|ing) to|mad about|craz[ye] about|can't get|discovered|swear by|
        can't live without|took to|taken to
    """
)
"""Of what was disliked."""

DROVE = _joined(
    rf"""
        new owner|new home|crusher|s[eo]ld|sell|trad\w+|part-ex\w*|swapp\w*|replac\w*|scrap\w*|
        wrote|written|crash\w*|stolen|died|gave up|given up|on its last|
        (?:{NEW}) (?:\w+ )?(?:car|wheels|set of wheels|motor|van)|electric|bus pass|licen[cs]e|
        stopped driving|got rid|dr[io]v\w+|bought|leas\w+|cycl\w+|
        (?:has|have|got|gave|lent) (?:\w+ )?(?:the|my|our)|by (?:bus|train|tram|bike)|on foot|
        walk\w*|picked up|upgrad\w*|gave (?:it|the|my)|donat\w*|totall?ed|gone
    """
)
"""Of what somebody drives."""

ATE = _joined(
    r"""
        (?:eat\w*|ate|had|having|order\w*|back|again|tuck\w*|crav\w*|cook\w*|grill\w*|fry|fried|
        bought|lov\w+|enjoy\w*|miss\w*|cav(?:ed|ing))\b.*\b(?:meat|fish|steaks?|bacon|burgers?|
        chicken|sausages?|ham|beef|pork|lamb|kebabs?|turkey|salmon|tuna|prawns?|dairy|cheese|
        milk|eggs?|butter)|(?:meat|fish|steak|bacon|chicken|dairy|cheese|eggs) (?:is|are) back|
        omnivore|flexitarian|carnivor\w*|lapsed|cav(?:ed|ing)|g[ai]ven? up|plant-based|vegan\w*|
        vegetarian\w*|pescatarian|diet
    """
)
"""Of what somebody does not eat."""

HEALED = _joined(
    r"""
        outgr\w*|cured|eat\w*|ate|gone|test\w*|desensiti\w*|grown out|never was|clear(?:ed)?
    """
)
"""Of what somebody cannot bear."""

TOPPED = _joined(
    r"""
        replac\w*|topp\w*|knock\w*|overt[ao]k\w*|beat\w*|now|new|chang\w*|instead|better|
        prefer\w*|surpass\w*|usurp\w*|dethron\w*|place of|number one|off|was|isn't|no longer|
        any ?more|used to|these days|nowadays|bump\w*|move over|second to
    """
)
"""Of what is liked best."""

PERSON_LEFT = _joined(
    rf"""
        {OVER}|(?:{HAS})|moved|died|dead|passed|buried|funeral|rest in peace|fell out|fallen out|
        moved (?:out|away)|new|not my|took|taken|promot\w+|transferr\w+|fired|sacked|in charge
    """
)
"""Of somebody who may be one's own no more."""

PET_LEFT = _joined(
    r"""
        let \w+ go|in pain|suffer\w*|kindest|vet|empty basket|grave|ashes|new family|
        another family|didn't suit|
        hasn't come|(?:not|never) c[ao]me|stopped looking|lost|died|dead|passed|
        put (?:down|to sleep)|rainbow|r[au]n (?:away|off)|gone|g[ai]v(?:e|en|ing)|rehom\w*|
        new home|sold|sell|buried|heaven|goodbye|farewell|missing|stolen|escap\w*|disappear\w*|
        vanish\w*|flew|flown|rest in peace|no longer|any ?more|living with|lives with|
        the vet couldn't|taken|took|back to the (?:shelter|breeder|rescue)
    """
)
"""The same of animals."""

RENAMED = _joined(
    r"""
        is (?:really |actually )?a (?:boy|girl)|suits (?:him|her)|
        (?:new|another|different|maiden|married|stage|pet|full) name|nicknam\w*|renam\w*|
        rechrist\w*|re-?nam\w*|chang\w+ (?:her|his|their|its|the)? ?name|go(?:es|ing|ne)? by|
        call(?:ed|s|ing)?|known as|answers? to|listens? to|respond\w* to|double-barrelled|
        t[ao]\w+ (?:my|his|her|their) (?:name|surname)|prefers|transition\w*|pronouns|name|named|
        became|becomes?
    """
)
"""Of what somebody is called."""

CALLED_OFF = _joined(
    r"""
        cancel\w*|call(?:ed|ing)? off|mov\w+|postpon\w*|push\w*|put (?:off|back)|br(?:ing|ought)|
        resched\w*|rebook\w*|chang\w*|delay\w*|shift\w*|happening|shelv\w*|scrapp\w*|
        f[ae]ll\w* through|off|on ice|on hold|axed|dropp\w*|skipp\w*|bail\w*|binned|abandon\w*|
        no longer|any ?more|later|earlier|instead|
        (?:different|another|new|wrong|other) (?:day|date|time|week)|pull\w* out|back\w* out|
        g[eo]t out of|not going|w[ao]n't|isn't|aren't|slipp\w*|clash\w*|now|sooner|is actually
    """
)
"""Of the day of an occasion."""

EVERYDAY = _joined(
    r"""
        made|makes?|making|cook\w*|bak(?:ed?|es|ing)|help\w*|rang|ring|phoned|visit\w*|came|
        comes?|coming|w[io]ns?|brought|ate|eat\w*|drank|dr[iu]nk\w*|slept|sleep\w*|play\w*|
        watch\w*|read\w*|sang|sing|laugh\w*|smil\w*|cough\w*|snor\w*|bark\w*|purr\w*|chas\w*|
        caught|catch\w*|jump\w*|sat|sits?|works?|working|worked|lik\w+|lov\w+|enjoy\w*|lunch|
        dinner|breakfast|tea|coffee|film|walk\w*|swam|swim\w*|danc\w*|talk\w*|chat\w*|drove|
        driv\w+|park(?:ed|ing)|wash\w*|clean\w*|fix\w*|paint\w*|repair\w*|tidi\w*|garden\w*|
        is (?:\w+ )?(?:ill|sick|busy|tired|happy|late|asleep|hungry|well|away|at|in|on|here|
        upstairs|my|our|an?|so|very|lovely|nice|great|sweet|kind|years?|thirty|forty|fifty)|
        was (?:\w+ )?(?:ill|sick|busy|tired|happy|late|asleep|hungry|away|at|in|on|here|born|
        lovely|so|very|great|sweet|kind)|has (?:an?|the|got an?|two|three|to)|
        had (?:an?|the|lunch|dinner|tea|breakfast|two|to)|bought|buys?|ordered|
        gave me (?:a|an|flowers|the)|birthday|see(?:n|s|ing)?|saw|met|meet\w*|know\w*|miss\w*|
        took (?:me|us|the|a)|went (?:to|for|out|on|swimming|shopping)|
        g[oe](?:es|ing)? (?:to|for|out|on|shopping)|need\w*|lost (?:his|her|the|a|at)|
        left (?:his|her|the|for|work|early|late|a)|found (?:the|a|his|her)|
        broke (?:his|her|the|a|my)|forgot\w*|split the|think\w*|thought|sa(?:id|ys)|told|tells?|
        ask\w*|stud(?:y|ies|ied)|learn\w*|speak\w*|rain\w*|snow\w*|sunny|cold|warm|run|ran|
        cycl\w*|train|holiday|weekend|party|concert|museum|restaurant|shop\w*|market|doctor|
        school|hospital|bath|bed
    """
)
"""What people, animals and things do every day, and what one does with them."""

COMMON = ("likes", "dislikes")
"""Attributes whose values are named every day, and mean nothing by it."""

IN = {
    "home": HOME,
    "employer": WORK,
    "job": WORK,
    "studies": TAUGHT,
    "car": DROVE,
    "diet": ATE,
}
"""Words that tell of a change, whatever is known, by attribute."""

BESIDE = {
    "home": rf"{OVER}|{HOME}",
    "employer": rf"{OVER}|{WORK}",
    "job": rf"{OVER}|{WORK}",
    "studies": rf"{OVER}|{TAUGHT}",
    "car": rf"{OVER}|{DROVE}|(?:went|failed|crushed|towed|packed up|conked)",
    "diet": rf"{OVER}|{ATE}",
    "likes": rf"{LOATHED}|turns? my stomach|for the young|hung up",
    "dislikes": rf"{LOVED}|peace|friends|truce",
    "allergy": rf"{OVER}|{HEALED}",
    "languages": r"forgotten|rusty|lost",
}
"""Words that tell of one beside the name of what is known."""

ALONE = _joined(
    r"""
        (?:the|my|a) (?:judge|solicitor|lawyer|decree|divorce papers)|signed the papers|
        free (?:man|woman|agent)|maiden name|my wedding|spare room|on the sofa|heartbroken|
        heart is broken|broke my heart|bachelor|spinster|cried my|lonely|loneliness|
        love of my life|the ring|
        we(?:'re| are) (?:through|over|finished|done|history|no longer|not together)|
        it(?:'s| is) (?:all )?over(?: between us)?$|single|on the market|divorc\w*|widow\w*|
        separate ways|split up|broke up|broken up|tied the knot|got (?:hitched|married|engaged)|
        new (?:man|woman|boyfriend|girlfriend|partner|husband|wife|love|flame|relationship)|
        (?:seeing|met|dating) some(?:one|body)|on my own again|back to being (?:single|alone)|
        dating again|remarried|wedding ring|the (?:divorce|separation)|(?:dumped|jilted|left) me|
        an item$|a couple$
    """
)
"""What tells of love without a name."""
