"""Scripted lives: what somebody says over months and years, and what is right to answer when.

A life is a list of dated lines in one form:

    2026-05-03  I live in Oslo.             said on that day
    2026-07-01  ~ that's wrong, it's Rome   a correction of what was said or answered last
    2026-07-02  ? where do I live = Oslo    asked on that day; the answer holds these words
    2026-07-02  ? where do I live = Oslo ! Rome   … and does not hold those

`WRITTEN_WITH` were at hand while the rules were written, `HELD_OUT` were written after them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `mark` is "" for what is said, "~" for a correction, "?" for a question."""

    at: datetime
    mark: str
    words: str
    right: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def life(script: str) -> tuple[Line, ...]:
    """Read a life."""
    return tuple(_line(line) for line in script.strip().splitlines())


def _line(text: str) -> Line:
    day, _, rest = text.strip().partition(" ")
    at = datetime.fromisoformat(day).replace(hour=18, tzinfo=UTC)
    rest = rest.strip()
    mark = rest[0] if rest[0] in "~?" else ""
    words, _, answer = rest.removeprefix(mark).partition("=")
    right, _, stale = answer.partition("!")
    return Line(at, mark, words.strip(), _several(right), _several(stale))


def _several(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|") if word.strip())


WRITTEN_WITH = {
    "moves in order": """
        2026-01-10  I live in Bergen.
        2026-06-20  We moved to Oslo in June.
        2026-11-20  ? where do I live = Oslo ! Bergen
        2026-11-20  ? where did I live in May = Bergen ! Oslo
        2026-11-20  ? where did I live in February = Bergen ! Oslo
        2026-11-20  ? since when do I live in Oslo = June
        2026-11-20  ? where did I live in 2024 = don't know""",
    "moves told backwards": """
        2026-07-10  I moved to Oslo in June.
        2026-07-12  I moved to Rome in May.
        2026-11-20  ? where do I live = Oslo ! Rome
        2026-11-20  ? where did I live in May = Rome ! Oslo
        2026-11-20  ? where did I live in August = Oslo ! Rome""",
    "a move told loosely": """
        2026-09-20  I live in Oslo.
        2026-11-02  I moved to Rome in September.
        2026-11-20  ? where do I live = Rome ! Oslo""",
    "moved back": """
        2026-01-10  I live in Bergen.
        2026-03-01  I moved to Oslo yesterday.
        2026-08-01  I've moved back to Bergen.
        2026-11-20  ? where do I live now = Bergen ! Oslo
        2026-11-20  ? where did I live in April = Oslo ! Bergen
        2026-11-20  ? where did I live in January = Bergen ! Oslo""",
    "abroad for a while": """
        2026-02-10  I moved to Oslo in 2018.
        2026-02-10  I lived in Paris from 2020 until 2022.
        2026-11-20  ? where do I live = Oslo ! Paris
        2026-11-20  ? where did I live in 2021 = Paris ! Oslo
        2026-11-20  ? where did I live in 2019 = Oslo ! Paris""",
    "used to": """
        2026-02-10  I used to live in Paris.
        2026-02-11  ? where do I live = don't know ! You live in Paris
        2026-03-10  I live in Lyon now.
        2026-03-11  ? where do I live = Lyon ! Paris""",
    "a job and another": """
        2026-01-05  I work at Acme.
        2026-04-20  I started a new job at Globex on Monday.
        2026-11-20  ? where do I work = Globex ! Acme
        2026-11-20  ? where did I work in March = Acme ! Globex
        2026-11-20  ? where do I live = don't know""",
    "a job given up": """
        2026-01-05  I work for Acme.
        2026-05-09  I quit my job yesterday.
        2026-11-20  ? where do I work = know where you work now | until ! You work at
        2026-11-20  ? where did I work in March = Acme""",
    "a break-up": """
        2026-01-05  I'm dating Tom.
        2026-03-01  Tom's birthday is on the third of May.
        2026-06-01  Tom and I broke up last week.
        2026-11-20  ? who is my boyfriend = don't know | Tom ! Tom is your
        2026-11-20  ? who was my boyfriend in February = Tom
        2026-11-20  ? when is Tom's birthday = third of May""",
    "a new love": """
        2025-12-05  My girlfriend Kari is a nurse.
        2026-02-01  Kari and I split up.
        2026-08-01  I'm dating Ingrid.
        2026-11-20  ? who is my girlfriend = Ingrid ! Kari
        2026-11-20  ? who was my girlfriend in January = Kari ! Ingrid
        2026-11-20  ? what does Kari do = nurse""",
    "a renamed dog": """
        2026-01-05  We have a dog called Rex.
        2026-03-01  We renamed Rex to Max.
        2026-11-20  ? what's my dog's name = Max ! Rex
        2026-11-20  ? what was my dog called in February = Rex ! Max
        2026-11-20  ? who is Max = dog ! Rex""",
    "a renamed cat": """
        2026-01-05  I have a cat named Misty.
        2026-03-01  My cat is called Stormy now.
        2026-11-20  ? what is my cat called = Stormy ! Misty""",
    "a changed mind": """
        2026-01-05  I love coffee.
        2026-03-01  I don't like coffee any more.
        2026-04-01  I like tea.
        2026-11-20  ? do I like coffee = Not any more ! You like coffee
        2026-11-20  ? what do I like = tea ! coffee
        2026-11-20  ? do I like tea = Yes""",
    "a favourite": """
        2026-01-05  My favourite colour is green.
        2026-03-01  My favourite colour is blue now.
        2026-11-20  ? what's my favourite colour = blue ! green
        2026-11-20  ? what was my favourite colour in February = green ! blue""",
    "a sister": """
        2026-01-05  My sister lives in Bergen.
        2026-01-06  My sister is called Anna.
        2026-04-05  She moved to Rome last month.
        2026-05-05  My sister moved to Rome in April.
        2026-11-20  ? what's my sister's name = Anna
        2026-11-20  ? where does my sister live = Rome ! Bergen
        2026-11-20  ? where does Anna live = Rome ! Bergen
        2026-11-20  ? where did Anna live in February = Bergen ! Rome
        2026-11-20  ? who is Anna = sister""",
    "two brothers": """
        2026-01-05  My brother Nils lives in Bergen and my brother Per lives in Bodø.
        2026-06-05  Per moved to Oslo.
        2026-11-20  ? where does Per live = Oslo ! Bodø | Bergen
        2026-11-20  ? where does Nils live = Bergen
        2026-11-20  ? what are my brothers called = Nils | Per""",
    "an interview moved": """
        2026-11-16  The interview is on Friday.
        2026-11-17  ? when is my interview = Friday
        2026-11-18  The interview has been moved to Tuesday.
        2026-11-20  ? when is the interview = Tuesday ! Friday""",
    "a correction": """
        2026-11-16  The interview is on Friday.
        2026-11-16  ~ that's wrong, it's Tuesday
        2026-11-17  ? when is the interview = Tuesday ! Friday""",
    "a name corrected": """
        2026-11-16  My boss is called Karen.
        2026-11-16  ~ no, I meant Carla
        2026-11-17  ? what's my boss's name = Carla ! Karen""",
    "a new boss": """
        2026-01-16  My boss lives in Drammen.
        2026-08-16  My new boss is Dave.
        2026-11-17  ? who is my boss = Dave
        2026-11-17  ? where does my boss live = don't know ! Drammen""",
    "nothing asserted": """
        2026-01-16  If I moved to Rome I'd be happy.
        2026-01-17  Should I move to Rome?
        2026-01-18  Tom said "I live in Rome".
        2026-01-19  Just kidding, I live in Rome.
        2026-01-20  I might have moved to Rome.
        2026-01-21  You live in Rome.
        2026-11-17  ? where do I live = don't know ! Rome""",
}

HELD_OUT = {
    "student years": """
        2025-09-02  I started studying physics last week.
        2025-09-02  I live in Trondheim.
        2026-02-10  I'm studying law now.
        2026-11-20  ? what do I study = law ! physics
        2026-11-20  ? where do I live = Trondheim""",
    "three towns out of order": """
        2026-10-01  I moved to Lyon in March.
        2026-10-01  I lived in Nice until January.
        2026-10-02  I moved to Paris in January.
        2026-10-03  I moved to Lille in July.
        2026-11-20  ? where do I live = Lille ! Lyon | Paris | Nice
        2026-11-20  ? where did I live in April = Lyon ! Paris
        2026-11-20  ? where did I live in February = Paris ! Lyon""",
    "a laid-off engineer": """
        2026-01-08  I work as an engineer.
        2026-01-08  I'm working at Volvo.
        2026-06-08  I was laid off yesterday.
        2026-07-01  ? where do I work = don't know ! You work at
        2026-08-12  I got a job at Saab.
        2026-11-20  ? where do I work = Saab ! Volvo
        2026-11-20  ? where did I work in February = Volvo ! Saab""",
    "retired": """
        2026-01-08  I'm a teacher.
        2026-06-21  I've retired.
        2026-11-20  ? what do I do = don't know | until ! You work as""",
    "divorced and married again": """
        2025-01-08  My husband Karl works at Nokia.
        2025-05-08  We got divorced.
        2026-06-08  I married Jon last month.
        2026-11-20  ? who is my husband = Jon ! Karl
        2026-11-20  ? who was my husband in March 2025 = Karl ! Jon
        2026-11-20  ? where does Karl work = Nokia""",
    "dumped": """
        2026-02-14  Elsa and I are together.
        2026-04-01  Elsa dumped me.
        2026-11-20  ? who is my girlfriend = don't know ! Elsa is your""",
    "single again": """
        2026-02-14  I'm going out with Maria.
        2026-09-01  I'm single again.
        2026-11-20  ? who is my partner = don't know ! Maria is your""",
    "a horse with three names": """
        2026-01-02  We bought a horse called Thunder.
        2026-03-02  We've renamed Thunder to Cloud.
        2026-05-02  Cloud is now called Misty.
        2026-11-20  ? what's the name of my horse = Misty ! Thunder | Cloud
        2026-11-20  ? what was my horse called in April = Cloud ! Thunder | Misty""",
    "a pet that died": """
        2026-01-02  My cat is called Tom.
        2026-03-02  My cat Tom died yesterday.
        2026-11-20  ? what's my cat's name = don't know ! Your cat is called
        2026-12-20  We have a kitten called Ash.
        2026-12-21  ? what's my cat's name = Ash ! Tom""",
    "a friend's new name": """
        2026-01-02  My friend Robert lives in Leeds.
        2026-05-02  Robert changed his name to Ruby.
        2026-11-20  ? where does Ruby live = Ruby lived in Leeds ! Robert
        2026-11-20  ? who is Ruby = friend ! Robert""",
    "off meat and on again": """
        2026-01-02  I'm vegan.
        2026-05-02  I'm no longer vegan.
        2026-11-20  ? am I vegan = don't know | until ! You are vegan""",
    "mushrooms": """
        2026-01-02  I can't stand mushrooms.
        2026-05-02  I love mushrooms now.
        2026-11-20  ? do I like mushrooms = Yes ! No
        2026-11-20  ? what do I dislike = don't know ! You dislike mushrooms""",
    "a favourite band": """
        2026-01-02  My favorite band is Abba.
        2026-05-02  My favourite band is Queen now.
        2026-11-20  ? what is my favourite band = Queen ! Abba""",
    "mother and father": """
        2026-01-02  Mum lives in Hull.
        2026-05-02  My mother has moved to York.
        2026-05-02  My dad lives in Bath.
        2026-11-20  ? where does my mum live = York ! Hull
        2026-11-20  ? where does my father live = Bath""",
    "a brother abroad": """
        2026-01-02  My brother Erik has lived in Japan since 2019. He works for Sony.
        2026-06-02  He quit his job.
        2026-06-02  Erik moved to Korea last month.
        2026-11-20  ? where does Erik live = Korea ! Japan
        2026-11-20  ? where did Erik live in 2020 = Japan ! Korea
        2026-11-20  ? where does my brother work = Sony""",
    "birthdays": """
        2026-01-02  My birthday is on March 14th.
        2026-01-02  Anna's birthday is the 2nd of October.
        2026-11-20  ? when is my birthday = fourteenth of March
        2026-11-20  ? when is Anna's birthday = second of October
        2026-11-20  ? when is Tom's birthday = don't know""",
    "a birthday corrected": """
        2026-01-02  My sister's birthday is on the fourth of July.
        2026-01-02  ~ no, it's the fifth of July
        2026-11-20  ? when is my sister's birthday = fifth of July ! fourth""",
    "a home corrected": """
        2026-01-02  I live in Bergen.
        2026-05-02  I moved to Malmö last week.
        2026-05-02  ~ That's not right, I meant Lund.
        2026-11-20  ? where do I live = Lund ! Malmö
        2026-11-20  ? where did I live in March = Bergen ! Lund""",
    "taken back": """
        2026-01-02  My boss is called Steve.
        2026-01-02  ~ that's wrong
        2026-11-20  ? who is my boss = don't know ! Steve""",
    "an appointment": """
        2026-11-16  I have a dentist appointment on Thursday at three.
        2026-11-17  ? when is my dentist appointment = Thursday | three
        2026-11-18  My dentist appointment has been moved to Monday.
        2026-11-18  ? when is my dentist appointment = Monday ! Thursday""",
    "a wedding called off": """
        2026-03-16  The wedding is on the 12th of September.
        2026-04-17  ? when is the wedding = twelfth of September
        2026-05-18  The wedding is cancelled.
        2026-05-20  ? when is the wedding = don't know ! twelfth""",
    "a journey": """
        2026-03-16  We're flying to Lisbon on the 3rd of May.
        2026-03-17  ? when is my trip to Lisbon = third of May
        2026-03-18  ~ no, it's the 5th of May
        2026-03-19  ? when is my trip to Lisbon = fifth of May ! third""",
    "said by others": """
        2026-03-16  My colleague says she lives in Rome.
        2026-03-17  I read that the mayor moved to Paris.
        2026-03-18  In my dream I lived in Madrid.
        2026-03-19  I wish I lived in Berlin.
        2026-03-20  Let's pretend I live in Vienna.
        2026-03-21  I don't live in Prague.
        2026-03-22  I'm thinking of moving to Riga.
        2026-11-20  ? where do I live = don't know ! You live in""",
    "moved out": """
        2026-03-16  I live in Cork.
        2026-08-16  I moved out yesterday.
        2026-11-20  ? where do I live = don't know | until ! You live in
        2026-11-20  ? where did I live in May = Cork""",
    "said twice": """
        2026-03-16  I live in Cork.
        2026-04-16  I live in Cork.
        2026-05-16  I moved to Cork in 2021.
        2026-11-20  ? where do I live = Cork
        2026-11-20  ? since when do I live in Cork = 2021
        2026-11-20  ? where did I live in 2022 = Cork
        2026-11-20  ? where did I live in 2020 = don't know ! Cork""",
    "flatmates": """
        2026-03-16  My flatmate Lena is a student.
        2026-03-16  My flatmate Omar is a baker.
        2026-11-20  ? what are my flatmates called = Lena | Omar
        2026-11-20  ? what does Omar do = baker ! student""",
}

LATER = {
    "a summer job": """
        2026-06-10  I started working at Lidl last week.
        2026-09-01  I left my job at Lidl.
        2026-09-15  I work for Ikea now.
        2026-11-20  ? where do I work = Ikea ! Lidl
        2026-11-20  ? where did I work in July = Lidl ! Ikea""",
    "between two cities": """
        2026-02-10  My wife Sara and I live in Ghent.
        2026-02-11  We've relocated to Bruges.
        2026-11-20  ? where do I live = Bruges ! Ghent
        2026-11-20  ? who is my wife = Sara""",
    "two dogs, one renamed": """
        2026-02-10  I have a dog called Balto. We also have a dog named Luna.
        2026-05-10  We renamed Luna to Nova.
        2026-11-20  ? what are my dogs called = Balto | Nova ! Luna""",
    "a sister who moved twice": """
        2026-02-10  My older sister Ingrid lives in Oslo.
        2026-05-12  Ingrid moved to Bergen in April. She is a doctor.
        2026-09-12  My sister moved to Tromsø last month.
        2026-11-20  ? where does my sister live = Tromsø ! Oslo | Bergen
        2026-11-20  ? where did my sister live in May = Bergen ! Oslo | Tromsø
        2026-11-20  ? where did Ingrid live in March = Oslo ! Bergen | Tromsø
        2026-11-20  ? what does Ingrid do = doctor""",
    "back together": """
        2026-01-10  I'm dating Max.
        2026-03-10  Max and I split up.
        2026-05-10  Max and I are back together.
        2026-11-20  ? who is my boyfriend = Max is your partner
        2026-11-20  ? who was my boyfriend in April = don't know ! Max was""",
    "promoted": """
        2026-01-10  I work as a waiter.
        2026-06-10  I became a chef in May.
        2026-11-20  ? what do I do = chef ! waiter
        2026-11-20  ? what did I do in February = waiter ! chef""",
    "an exam put off twice": """
        2026-11-09  My exam is on the 20th of November.
        2026-11-10  My exam has been postponed to the 27th of November.
        2026-11-12  The exam was moved to December 4th.
        2026-11-20  ? when is my exam = fourth of December ! twentieth | twenty-seventh""",
    "tea, coffee and tea": """
        2026-01-10  I love tea.
        2026-03-10  I hate tea.
        2026-06-10  I like tea again.
        2026-11-20  ? do I like tea = Yes ! No""",
    "an old allergy": """
        2026-01-10  I'm allergic to eggs.
        2026-01-10  I'm allergic to nuts.
        2026-06-10  I'm no longer allergic to eggs.
        2026-11-20  ? what am I allergic to = nuts ! eggs""",
    "years ago": """
        2026-01-10  I moved to Graz five years ago.
        2026-01-10  I lived in Linz from 2010 to 2015.
        2026-11-20  ? where do I live = Graz ! Linz
        2026-11-20  ? where did I live in 2012 = Linz ! Graz
        2026-11-20  ? where did I live in 2017 = don't know ! Linz | Graz""",
}
"""Written after what `HELD_OUT` had shown was put right."""
