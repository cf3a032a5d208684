"""Words for the people, animals and occasions of a life, and what people do for a living."""

PARTNERS = ("partner", "girlfriend", "boyfriend", "wife", "husband", "fiancée", "fiancé", "spouse")
ONE_OF = ("mother", "father", "boss", "manager", "best friend", "landlord", "doctor", "dentist")
GROUPS = ("parents", "grandparents", "in-laws")
PETS = ("dog", "cat", "horse", "rabbit", "hamster", "parrot", "tortoise", "pet")
SEVERAL_OF = (
    *("sister", "brother", "daughter", "son", "child", "aunt", "uncle", "cousin", "grandmother"),
    *("grandfather", "niece", "nephew", "friend", "colleague", "flatmate", "roommate", "neighbour"),
    *("teacher", *PETS),
)
OTHER_WORDS = {"mum": "mother", "mom": "mother", "mummy": "mother", "mam": "mother"}
OTHER_WORDS |= {"dad": "father", "daddy": "father", "gran": "grandmother", "granny": "grandmother"}
OTHER_WORDS |= {"grandma": "grandmother", "grandpa": "grandfather", "grandad": "grandfather"}
OTHER_WORDS |= {"puppy": "dog", "kitten": "cat", "kid": "child", "neighbor": "neighbour"}
OTHER_WORDS |= {"co-worker": "colleague", "coworker": "colleague", "fiance": "partner"}
OTHER_WORDS |= {"fiancee": "partner"} | dict.fromkeys(PARTNERS, "partner")

RELATIONS = frozenset((*ONE_OF, *GROUPS, *SEVERAL_OF, *OTHER_WORDS))
"""All words for somebody whom one calls one's own."""

EVENTS = (
    *("interview", "exam", "test", "appointment", "wedding", "flight", "meeting", "deadline"),
    *("party", "operation", "surgery", "concert", "trip", "holiday", "vacation", "move", "talk"),
    *("presentation", "graduation", "funeral", "checkup", "viewing", "audition", "hearing"),
    *("conference", "marathon", "race", "match", "lesson", "dinner", "delivery", "housewarming"),
)

OCCUPATIONS = (
    *("accountant", "actor", "actress", "architect", "artist", "baker", "barista", "bartender"),
    *("builder", "bus driver", "butcher", "carpenter", "cashier", "chef", "cleaner", "coach"),
    *("composer", "consultant", "cook", "dancer", "dentist", "designer", "developer", "doctor"),
    *("driver", "economist", "editor", "electrician", "engineer", "farmer", "firefighter"),
    *("fisherman", "florist", "gardener", "geologist", "hairdresser", "historian", "journalist"),
    *("judge", "lawyer", "lecturer", "librarian", "mechanic", "midwife", "musician", "nurse"),
    *("optician", "painter", "paramedic", "pharmacist", "photographer", "physicist", "pilot"),
    *("plumber", "poet", "police officer", "postman", "priest", "producer", "professor"),
    *("programmer", "psychologist", "receptionist", "researcher", "sailor", "salesman"),
    *("scientist", "secretary", "social worker", "soldier", "student", "surgeon", "tailor"),
    *("taxi driver", "teacher", "therapist", "translator", "vet", "waiter", "waitress", "welder"),
    *("team lead", "project manager", "director", "intern", "apprentice", "trainee", "technician"),
    *("writer", "manager", "shop assistant", "barber", "bookseller", "analyst", "biologist"),
)


def relation(word: str) -> str:
    """The one word that a relation is kept under: "mum" is "mother", "wife" is "partner"."""
    word = word.lower()
    return OTHER_WORDS.get(word, word)


def is_several(relation: str) -> bool:
    """Whether one may have several of them at a time."""
    return relation in SEVERAL_OF
