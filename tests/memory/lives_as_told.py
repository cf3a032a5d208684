"""Lives as people tell them: not only "I live in X", but "my company relocated me", "it's over".

In the form of `memory.lives`. What no rule understands may be unknown then, and is never stale.
"""

AS_TOLD = {
    "a move told in the same breath": """
        2026-11-02  I live in Oslo.
        2026-11-02  Well, actually I moved to Drammen last week.
        2026-11-20  ? where do I live = Drammen ! Oslo
        2026-11-20  ? where did I live before = Oslo ! Drammen""",
    "a new flat in the same town, then abroad": """
        2026-01-05  I've been living in Leeds for three years.
        2026-05-05  We've just moved into a new flat.
        2026-09-01  I'm in Porto now, I moved here on Monday.
        2026-11-20  ? where do I live = Porto ! Leeds
        2026-11-20  ? where did I live in 2024 = Leeds ! Porto""",
    "moving in with somebody": """
        2026-01-05  I live in Hull.
        2026-06-05  I moved in with Tom in York last month.
        2026-11-20  ? where do I live = York ! Hull""",
    "left town": """
        2026-01-05  I live in Turku.
        2026-06-05  I left Turku in May, I'm living in Tampere these days.
        2026-11-20  ? where do I live = Tampere ! Turku
        2026-11-20  ? where did I live in March = Turku""",
    "relocated for work": """
        2026-01-05  I'm based in Lyon.
        2026-06-05  My company relocated me to Zurich in April.
        2026-11-20  ? where do I live = Zurich ! Lyon""",
    "went back home": """
        2025-01-05  I live in Cork.
        2025-06-05  I've moved to Boston.
        2026-08-05  I'm back in Cork for good.
        2026-11-20  ? where do I live = Cork ! Boston""",
    "a job by another word": """
        2026-01-05  I've got a job at Siemens.
        2026-07-05  I handed in my notice last week.
        2026-08-05  I've joined Bosch.
        2026-11-20  ? where do I work = don't know ! You work at Siemens
        2026-11-20  ? where did I work in March = Siemens ! Bosch""",
    "promoted": """
        2026-01-05  I'm a junior developer at Spotify.
        2026-07-05  I got promoted, I'm a team lead now.
        2026-11-20  ? where do I work = Spotify
        2026-11-20  ? what do I do = team lead ! junior developer""",
    "not there any more": """
        2026-01-05  I work at Nokia.
        2026-07-05  I'm not at Nokia anymore.
        2026-11-20  ? where do I work = don't know | until ! You work at Nokia""",
    "her sister switched": """
        2026-01-05  My sister Ella works at Ikea.
        2026-07-05  Ella quit Ikea and now works at a bakery.
        2026-11-20  ? where does Ella work = ! works at Ikea""",
    "freelance": """
        2026-01-05  I work for Deloitte.
        2026-07-05  I went freelance in June.
        2026-11-20  ? where do I work = don't know | until ! You work at Deloitte""",
    "broke up": """
        2026-01-05  My boyfriend is called Jonas.
        2026-05-05  Jonas and I aren't together anymore.
        2026-11-20  ? who is my boyfriend = don't know ! Jonas is your""",
    "left by her": """
        2026-01-05  My girlfriend is Lea.
        2026-05-05  Lea left me last month.
        2026-09-05  I'm seeing Nora now.
        2026-11-20  ? who is my girlfriend = Nora ! Lea is your""",
    "my ex": """
        2026-01-05  I'm dating Sam.
        2026-05-05  My ex Sam called me today.
        2026-11-20  ? who is my partner = don't know ! Sam is your""",
    "divorced": """
        2026-01-05  My wife Anna is a doctor.
        2026-05-05  Anna and I are getting divorced.
        2026-08-05  The divorce is final, Anna is my ex-wife now.
        2026-11-20  ? who is my wife = don't know ! Anna is your""",
    "engaged": """
        2026-01-05  My girlfriend is called Mia.
        2026-05-05  Mia and I got engaged on Saturday!
        2026-11-20  ? who is my fiancée = Mia""",
    "a dog with a new name": """
        2026-01-05  I have a dog named Bruno.
        2026-03-05  We decided to call Bruno Bear instead.
        2026-11-20  ? what's my dog's name = Bear ! Bruno""",
    "goes by": """
        2026-01-05  My friend Alexandra lives in Gent.
        2026-03-05  Alexandra goes by Alex now.
        2026-11-20  ? where does Alex live = Gent""",
    "two cats, one given away": """
        2026-01-05  I have two cats, Tom and Jerry.
        2026-03-05  We gave Jerry away.
        2026-11-20  ? what are my cats called = Tom ! Jerry""",
    "coffee and tea": """
        2026-01-05  I love coffee.
        2026-03-05  I've switched from coffee to tea.
        2026-11-20  ? do I like coffee = Not any more ! Yes""",
    "no longer keen": """
        2026-01-05  I like running.
        2026-03-05  I used to like running, but I hate it now.
        2026-11-20  ? do I like running = No ! Yes""",
    "a favourite that changed": """
        2026-01-05  My favourite film is Alien.
        2026-03-05  My new favourite film is Arrival.
        2026-11-20  ? what is my favourite film = Arrival ! Alien""",
    "meat again": """
        2026-01-05  I'm a vegetarian.
        2026-03-05  I've started eating meat again.
        2026-11-20  ? am I a vegetarian = don't know ! You are vegetarian""",
    "an interview put off": """
        2026-11-16  My interview is on Thursday.
        2026-11-17  They pushed my interview back to Monday.
        2026-11-18  ? when is my interview = Monday ! Thursday""",
    "a party moved by somebody": """
        2026-11-16  The party is on Saturday.
        2026-11-17  We moved the party to Sunday.
        2026-11-18  ? when is the party = Sunday ! Saturday""",
    "a correction in one go": """
        2026-11-16  I live in Bern, no, sorry, in Basel.
        2026-11-18  ? where do I live = Basel ! Bern""",
    "sorry I meant": """
        2026-11-16  My brother is called Jan.
        2026-11-16  ~ sorry, I meant Jon
        2026-11-18  ? what is my brother called = Jon ! Jan""",
    "not this but that": """
        2026-11-16  My flight is on Tuesday.
        2026-11-16  ~ no, not Tuesday, Wednesday
        2026-11-18  ? when is my flight = Wednesday ! Tuesday""",
    "parents": """
        2026-01-05  My parents live in Graz.
        2026-05-05  My parents moved to Linz in April.
        2026-11-20  ? where do my parents live = Linz ! Graz""",
    "somebody else's move is not mine": """
        2026-01-05  I live in Ghent.
        2026-05-05  My brother moved to Lille last week.
        2026-06-05  My friend told me she lives in Rome.
        2026-11-20  ? where do I live = Ghent ! Lille | Rome
        2026-11-20  ? where does my brother live = Lille""",
    "plans are not facts": """
        2026-01-05  I live in Ghent.
        2026-05-05  I'm moving to Paris next month.
        2026-05-06  ? where do I live = Ghent ! Paris
        2026-06-20  I've settled in Paris now.
        2026-11-20  ? where do I live = Paris ! Ghent""",
    "nearly moved": """
        2026-01-05  I live in Ghent.
        2026-05-05  I almost moved to Paris.
        2026-05-05  We wanted to move to Rome, but we stayed in Ghent.
        2026-11-20  ? where do I live = Ghent ! Paris | Rome""",
    "a new car": """
        2026-01-05  I drive a Golf.
        2026-05-05  I sold the Golf and bought a Tesla.
        2026-11-20  ? what car do I drive = ! You drive a Golf""",
    "studies": """
        2026-01-05  I study biology.
        2026-09-05  I dropped out of biology, I'm doing an apprenticeship now.
        2026-11-20  ? what do I study = don't know ! You study biology""",
    "a new doctor": """
        2026-01-05  My doctor is Dr. Weber.
        2026-09-05  I changed doctors, my doctor is now Dr. Klein.
        2026-11-20  ? who is my doctor = Klein ! Weber""",
    "best friend": """
        2026-01-05  My best friend is Ida.
        2026-09-05  Maja is my best friend these days.
        2026-11-20  ? who is my best friend = Maja ! Ida""",
    "gone back to the old job": """
        2026-01-05  I work at Lego.
        2026-04-05  I started at Bang last week.
        2026-09-05  Turns out Bang wasn't for me, so I went back to Lego.
        2026-11-20  ? where do I work = ! You work at Bang""",
    "moved out of the parents' house": """
        2026-01-05  I still live with my parents in Kiel.
        2026-06-05  I finally moved out and got my own place in Bremen.
        2026-11-20  ? where do I live = ! You live in Kiel""",
    "emigrated": """
        2025-01-05  We live in Warsaw.
        2026-02-05  We emigrated to Canada in January.
        2026-11-20  ? where do I live = Canada ! You live in Warsaw""",
    "bought a house": """
        2026-01-05  I live in Graz.
        2026-06-05  We bought a house in Salzburg and we've been living there since May.
        2026-11-20  ? where do I live = ! You live in Graz""",
    "a transfer": """
        2026-01-05  My brother Ole lives in Aarhus.
        2026-06-05  Ole got transferred to Hamburg.
        2026-11-20  ? where does Ole live = ! Ole lives in Aarhus""",
    "let go": """
        2026-01-05  I'm an accountant at Ernst.
        2026-06-05  They let me go on Friday.
        2026-11-20  ? where do I work = don't know ! You work at""",
    "own company": """
        2026-01-05  I work for Bosch.
        2026-06-05  I've started my own company.
        2026-11-20  ? where do I work = ! You work at Bosch""",
    "retired father": """
        2026-01-05  My father works at Shell.
        2026-06-05  My dad retired last month.
        2026-11-20  ? where does my father work = don't know ! works at Shell""",
    "new school for the daughter": """
        2026-01-05  My daughter Liv studies law.
        2026-09-05  Liv switched to medicine.
        2026-11-20  ? what does Liv study = ! Liv studies law""",
    "we're over": """
        2026-01-05  I'm together with Finn.
        2026-05-05  It's over between Finn and me.
        2026-11-20  ? who is my boyfriend = don't know ! Finn is your""",
    "he moved out": """
        2026-01-05  My husband Rolf is a pilot.
        2026-05-05  Rolf and I have called it quits.
        2026-11-20  ? who is my husband = don't know ! Rolf is your""",
    "back together": """
        2026-01-05  I'm dating Kim.
        2026-03-05  Kim and I broke up.
        2026-06-05  Kim and I are back together.
        2026-11-20  ? who is my partner = Kim is your""",
    "just friends": """
        2026-01-05  I'm going out with Paul.
        2026-05-05  Paul and I are just friends now.
        2026-11-20  ? who is my partner = don't know ! Paul is your""",
    "widowed": """
        2026-01-05  My husband is called Otto.
        2026-05-05  Otto passed away in April.
        2026-11-20  ? who is my husband = don't know ! Otto is your""",
    "the dog ran away": """
        2026-01-05  My dog is called Lotte.
        2026-05-05  Lotte died yesterday.
        2026-11-20  ? what is my dog called = don't know ! is called Lotte""",
    "cat renamed by the child": """
        2026-01-05  Our cat is called Mitzi.
        2026-05-05  The cat's name is Tiger now.
        2026-11-20  ? what is my cat called = Tiger ! called Mitzi""",
    "he calls himself": """
        2026-01-05  My cousin Daniela lives in Ulm.
        2026-05-05  Daniela is called Daniel now.
        2026-11-20  ? where does Daniel live = Daniel lived in Ulm ! Daniela""",
    "off coffee": """
        2026-01-05  I like coffee.
        2026-05-05  I can't stand coffee anymore.
        2026-11-20  ? do I like coffee = No | ! Yes""",
    "grown tired": """
        2026-01-05  I love sushi.
        2026-05-05  I've had enough of sushi.
        2026-11-20  ? do I like sushi = ! Yes""",
    "now into": """
        2026-01-05  I hate jazz.
        2026-05-05  I've come to love jazz.
        2026-11-20  ? do I like jazz = Yes ! No""",
    "favourite colour not any more": """
        2026-01-05  My favourite colour is red.
        2026-05-05  Red isn't my favourite colour anymore, it's green.
        2026-11-20  ? what is my favourite colour = ! is red""",
    "allergy grown out of": """
        2026-01-05  I'm allergic to cats.
        2026-05-05  I've grown out of my cat allergy, I'm not allergic to cats anymore.
        2026-11-20  ? what am I allergic to = don't know ! are allergic to cats""",
    "a vegan for a while": """
        2026-01-05  I'm vegan.
        2026-05-05  I gave up being vegan.
        2026-11-20  ? am I vegan = ! You are vegan""",
    "exam cancelled": """
        2026-11-16  My exam is on Thursday.
        2026-11-17  They cancelled the exam.
        2026-11-18  ? when is my exam = ! is on Thursday""",
    "meeting earlier": """
        2026-11-16  The meeting is on Thursday at ten.
        2026-11-17  The meeting is on Wednesday instead.
        2026-11-18  ? when is the meeting = Wednesday ! Thursday""",
    "appointment changed twice": """
        2026-11-02  My dentist appointment is on the 12th of November.
        2026-11-03  I had to move my dentist appointment to the 19th of November.
        2026-11-04  ? when is my dentist appointment = nineteenth ! twelfth
        2026-11-05  My dentist appointment got moved again, to the 26th of November.
        2026-11-06  ? when is my dentist appointment = twenty-sixth ! nineteenth | twelfth""",
    "actually tuesday": """
        2026-11-16  My interview is on Monday.
        2026-11-16  ~ actually it's on Tuesday
        2026-11-16  ? when is my interview = Tuesday ! Monday""",
    "you got it wrong": """
        2026-11-16  I live in Trondheim.
        2026-11-16  ~ you got that wrong, I live in Tromsø
        2026-11-16  ? where do I live = Tromsø ! Trondheim""",
    "sold the horse": """
        2026-01-05  We have a horse called Blitz.
        2026-05-05  We had to sell Blitz.
        2026-11-20  ? what is my horse called = ! is called Blitz""",
    "crashed the car": """
        2026-01-05  I drive a Volvo.
        2026-05-05  I wrote off the Volvo.
        2026-11-20  ? what do I drive = ! You drive a Volvo""",
    "new boss came": """
        2026-01-05  My boss is Ulrike.
        2026-05-05  Ulrike left and my new boss is Hans.
        2026-11-20  ? who is my boss = Hans ! Ulrike is your""",
    "landlord": """
        2026-01-05  My landlord is Mr Brown.
        2026-05-05  We have a new landlord.
        2026-11-20  ? who is my landlord = ! Brown is your""",
    "still here": """
        2026-01-05  I live in Nantes.
        2026-05-05  I visited Rennes and I loved it there.
        2026-06-05  I left the house early and lost my keys.
        2026-06-06  I'm not working today, I quit early.
        2026-11-20  ? where do I live = Nantes""",
    "still together": """
        2026-01-05  I'm dating Eva.
        2026-05-05  Eva and I had a fight, but we made up.
        2026-06-05  Eva left her job.
        2026-11-20  ? who is my girlfriend = Eva is your""",
    "still likes it": """
        2026-01-05  I love chess.
        2026-05-05  I lost at chess again.
        2026-11-20  ? do I like chess = Yes""",
    "still works there": """
        2026-01-05  I work at Aldi.
        2026-05-05  I left Aldi late today because the till broke.
        2026-06-05  My colleague left Aldi.
        2026-11-20  ? where do I work = Aldi""",
    "year abroad": """
        2025-01-05  I live in Leuven.
        2025-09-05  I'm doing my Erasmus year in Bologna, I arrived there on Sunday.
        2026-07-05  I'm home in Leuven again.
        2026-11-20  ? where do I live = Leuven""",
    "just south": """
        2026-01-05  We live in Inverness.
        2026-06-05  Guess what, we've moved down to Perth!
        2026-11-20  ? where do I live = Perth ! You live in Inverness""",
    "keys handed over": """
        2026-01-05  I live in Malaga.
        2026-06-05  I handed over the keys of my flat in Malaga, I'm staying with a friend now.
        2026-11-20  ? where do I live = ! You live in Malaga, since""",
    "no more commuting": """
        2026-01-05  I work at Philips in Eindhoven.
        2026-06-05  Today was my last day at Philips.
        2026-06-12  My first day at ASML was yesterday.
        2026-11-20  ? where do I work = ! You work at Philips""",
    "headhunted": """
        2026-01-05  I work for KPMG.
        2026-06-05  EY poached me, I start there on Monday.
        2026-11-20  ? where do I work = ! x""",
    "hired": """
        2026-01-05  I'm unemployed.
        2026-06-05  I got hired by Lufthansa!
        2026-11-20  ? where do I work = Lufthansa""",
    "went under": """
        2026-01-05  I work at Wirecard.
        2026-06-05  Wirecard went bankrupt and we all lost our jobs.
        2026-11-20  ? where do I work = ! You work at Wirecard""",
    "wife's job": """
        2026-01-05  My wife Inga teaches at a school.
        2026-06-05  Inga works at the university now.
        2026-11-20  ? where does Inga work = ! school""",
    "she left": """
        2026-01-05  My girlfriend Pia and I live in Bonn.
        2026-06-05  Pia walked out on me.
        2026-11-20  ? who is my girlfriend = ! Pia is your""",
    "broke it off": """
        2026-01-05  I'm engaged to Marc.
        2026-06-05  I broke off the engagement with Marc.
        2026-11-20  ? who is my fiancé = ! Marc is your""",
    "new flame": """
        2026-01-05  I'm dating Uwe.
        2026-06-05  Uwe is history. I've fallen for Dirk.
        2026-11-20  ? who is my boyfriend = ! Uwe is your""",
    "taken a break": """
        2026-01-05  My boyfriend is Leo.
        2026-06-05  Leo and I are taking a break.
        2026-11-20  ? who is my boyfriend = ! x""",
    "puppy's name": """
        2026-01-05  We got a puppy called Nero.
        2026-01-09  The kids didn't like Nero, so the puppy is called Oskar now.
        2026-11-20  ? what is my dog called = Oskar ! called Nero""",
    "rehomed": """
        2026-01-05  My rabbit is called Hoppel.
        2026-06-05  We found a new home for Hoppel.
        2026-11-20  ? what is my rabbit called = ! is called Hoppel""",
    "she married": """
        2026-01-05  My sister is called Eva Braun.
        2026-06-05  My sister got married and is called Eva Klein now.
        2026-11-20  ? what is my sister's name = ! Braun""",
    "vegetarian to vegan": """
        2026-01-05  I'm a vegetarian.
        2026-06-05  I've gone vegan.
        2026-11-20  ? am I vegan = vegan ! vegetarian""",
    "beer": """
        2026-01-05  I like beer.
        2026-06-05  I don't drink beer any more, I've lost the taste for it.
        2026-11-20  ? do I like beer = ! Yes""",
    "opera": """
        2026-01-05  I can't stand opera.
        2026-06-05  I've changed my mind about opera, I love it now.
        2026-11-20  ? do I like opera = ! No: you dislike""",
    "favourite writer": """
        2026-01-05  My favourite writer is Kafka.
        2026-06-05  My favourite writer these days is Munro.
        2026-11-20  ? what is my favourite writer = Munro ! Kafka""",
    "swimming to running": """
        2026-01-05  I love swimming.
        2026-06-05  I've swapped swimming for running.
        2026-11-20  ? do I like swimming = ! Yes""",
    "the concert": """
        2026-11-02  The concert is on the 20th of November.
        2026-11-05  The concert was postponed to the 27th of November.
        2026-11-06  ? when is the concert = twenty-seventh ! twentieth""",
    "flight": """
        2026-11-02  My flight is on Friday.
        2026-11-03  I rebooked my flight for Sunday.
        2026-11-04  ? when is my flight = ! Friday""",
    "wedding": """
        2026-03-02  The wedding is on the 5th of June.
        2026-04-02  They've brought the wedding forward to the 8th of May.
        2026-04-03  ? when is the wedding = eighth of May ! fifth of June""",
    "a slip": """
        2026-11-02  My boss is called Peter, I mean Paul.
        2026-11-04  ? who is my boss = Paul ! Peter""",
    "misheard": """
        2026-11-02  My cousin lives in Bath.
        2026-11-02  ~ no, I said Baden
        2026-11-04  ? where does my cousin live = Baden ! Bath""",
    "wrong day": """
        2026-11-02  My birthday is on the 4th of March.
        2026-11-02  ~ that's not right, it's the 14th of March
        2026-11-04  ? when is my birthday = fourteenth of March ! on the fourth""",
    "new dentist": """
        2026-01-02  My dentist is Dr. Vogel.
        2026-06-02  I don't go to Dr. Vogel anymore, I go to Dr. Fink now.
        2026-11-04  ? who is my dentist = ! Vogel is your""",
    "flatmate moved out": """
        2026-01-02  My flatmate is called Tessa.
        2026-06-02  Tessa moved out last week.
        2026-11-04  ? what is my flatmate called = ! is called Tessa""",
    "electric": """
        2026-01-02  I drive a Polo.
        2026-06-02  We've gone electric, we drive an ID3 now.
        2026-11-04  ? what do I drive = ID3 ! Polo""",
    "graduated": """
        2026-01-02  I study physics.
        2026-06-02  I finally got my degree in physics!
        2026-11-04  ? what do I study = ! You study physics""",
    "not lost": """
        2026-01-02  I work at Rewe.
        2026-06-02  I left Rewe late and missed the bus.
        2026-06-03  I quit smoking.
        2026-07-03  My boss at Rewe got fired.
        2026-11-04  ? where do I work = Rewe""",
    "not over": """
        2026-01-02  My boyfriend is Ben.
        2026-06-02  Ben and I split the bill.
        2026-07-02  Ben left for work early.
        2026-08-02  Ben lost his wallet.
        2026-11-04  ? who is my boyfriend = Ben is your""",
    "a trip is no move": """
        2026-01-02  I live in Oulu.
        2026-06-02  I'm in Madrid for a week.
        2026-07-02  We stayed in a new hotel in Rome.
        2026-07-03  We moved the sofa into the hall.
        2026-11-04  ? where do I live = Oulu""",
    "upped sticks": """
        2026-01-05  We're from Kent originally but we live in Dover.
        2026-06-05  We upped sticks and went to live in Calais.
        2026-11-20  ? where do I live = ! You live in Dover""",
    "a room elsewhere": """
        2026-01-05  I live in Basel.
        2026-06-05  I rent a room in Zug these days.
        2026-11-20  ? where do I live = ! You live in Basel""",
    "a new address": """
        2026-01-05  I live in Aarau.
        2026-06-05  My new address is in Bern.
        2026-11-20  ? where do I live = ! You live in Aarau""",
    "as of today": """
        2026-01-05  I work at UBS.
        2026-06-05  As of today I'm working for Credit Mutuel.
        2026-11-20  ? where do I work = Credit Mutuel ! You work at UBS""",
    "not there any more, by pronoun": """
        2026-01-05  I work at Zara.
        2026-06-05  I don't work there anymore, I'm at Mango now.
        2026-11-20  ? where do I work = ! You work at Zara""",
    "from nurse to florist": """
        2026-01-05  I'm a nurse.
        2026-06-05  I've stopped nursing and become a florist.
        2026-11-20  ? what do I do = ! work as a nurse""",
    "kicked out": """
        2026-01-05  My boyfriend is Tim.
        2026-06-05  Tim cheated on me, so I kicked him out.
        2026-11-20  ? who is my boyfriend = ! Tim is your""",
    "it did not work out": """
        2026-01-05  I'm dating Ann.
        2026-06-05  Things didn't work out with Ann.
        2026-11-20  ? who is my girlfriend = ! Ann is your""",
    "buried": """
        2026-01-05  My husband is Gerd.
        2026-06-05  I buried my husband last week.
        2026-11-20  ? who is my husband = ! Gerd is your""",
    "a cat that lives elsewhere": """
        2026-01-05  My cat is called Mo.
        2026-06-05  Mo is now living with my sister.
        2026-11-20  ? what is my cat called = Mo""",
    "a dog that listens to another name": """
        2026-01-05  We named our dog Pluto.
        2026-06-05  Pluto listens to Paul now, so Paul it is.
        2026-11-20  ? what is my dog called = """,
    "disgusted": """
        2026-01-05  I love cheese.
        2026-06-05  Cheese disgusts me now.
        2026-11-20  ? do I like cheese = ! Yes""",
    "grown on one": """
        2026-01-05  I hate gardening.
        2026-06-05  Gardening has really grown on me.
        2026-11-20  ? do I like gardening = ! No:""",
    "an exam moved": """
        2026-11-02  The exam is on Friday.
        2026-11-03  The exam was moved to Monday.
        2026-11-04  ? when is the exam = Monday ! Friday""",
    "an appointment on another day": """
        2026-11-02  My appointment is on Thursday.
        2026-11-03  The doctor's office called, my appointment is now on Friday.
        2026-11-04  ? when is my appointment = Friday ! Thursday""",
    "in with a girlfriend": """
        2026-01-05  My brother lives in Essen.
        2026-06-05  My brother has moved in with his girlfriend in Bochum.
        2026-11-20  ? where does my brother live = Bochum ! Essen""",
    "fired": """
        2026-01-05  My friend Kai works at Aldi.
        2026-06-05  Kai got fired.
        2026-11-20  ? where does Kai work = ! Kai works at Aldi""",
    "a stolen car": """
        2026-01-05  I drive a Mini.
        2026-06-05  My Mini was stolen.
        2026-11-20  ? what do I drive = ! You drive a Mini""",
    "a favourite that has changed": """
        2026-01-05  My favourite food is pizza.
        2026-06-05  My favourite food has changed, it's ramen now.
        2026-11-20  ? what is my favourite food = ! is pizza""",
    "moved by paintings": """
        2026-01-05  I live in Lund.
        2026-06-05  I was in Paris and moved by the paintings.
        2026-07-05  We have a new neighbour.
        2026-11-20  ? where do I live = Lund""",
}
