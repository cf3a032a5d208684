"""Lives told in words that no rule foresaw: what is unsure of them is told as it was said.

In the form of `memory.lives`.
"""

UNFORESEEN = {
    "swansea got too dear so neath": """
        2026-01-05  I live in Swansea.
        2026-07-05  Swansea got too dear, so Neath it was.
        2026-11-20  ? where do I live = ! You live in Swansea""",
    "i handed the keys back and": """
        2026-01-05  I've lived in Paisley since 2019.
        2026-07-05  I handed the keys back and took the train to Perth, one way.
        2026-11-20  ? where do I live = ! You live in Paisley""",
    "i've hung up my bike for": """
        2026-01-05  I work for Deliveroo.
        2026-07-05  I've hung up my bike for good.
        2026-11-20  ? where do I work = ! You work at Deliveroo""",
    "pret and i had words and": """
        2026-01-05  I'm working at Pret.
        2026-07-05  Pret and I had words, and I won't be going in again.
        2026-11-20  ? where do I work = ! You work at Pret""",
    "holly has found somebody else": """
        2026-01-05  My girlfriend is called Holly.
        2026-07-05  Holly has found somebody else.
        2026-11-20  ? who is my girlfriend = ! Holly is your""",
    "i took off my wedding ring": """
        2026-01-05  My husband is called Piers.
        2026-07-05  I took off my wedding ring for the last time.
        2026-11-20  ? who is my husband = ! Piers is your""",
    "we couldn't keep shouting bandit in": """
        2026-01-05  I have a dog called Bandit.
        2026-07-05  We couldn't keep shouting Bandit in the park, so he became Barney.
        2026-11-20  ? what is my dog called = Barney ! dog is called Bandit""",
    "nibbles is in hamster heaven": """
        2026-01-05  My hamster is called Nibbles.
        2026-07-05  Nibbles is in hamster heaven.
        2026-11-20  ? what is my hamster called = ! hamster is called Nibbles""",
    "crosswords bore me to tears": """
        2026-01-05  I like crosswords.
        2026-07-05  Crosswords bore me to tears.
        2026-11-20  ? do I like crosswords = ! Yes""",
    "it turns out camping is rather": """
        2026-01-05  I hate camping.
        2026-07-05  It turns out camping is rather lovely.
        2026-11-20  ? do I like camping = ! No:""",
    "i support brentford now not arsenal": """
        2026-01-05  My favourite team is Arsenal.
        2026-07-05  I support Brentford now, not Arsenal.
        2026-11-20  ? what is my favourite team = ! team is Arsenal""",
    "my son has the passat and": """
        2026-01-05  I drive a Passat.
        2026-07-05  My son has the Passat, and I go by bus.
        2026-11-20  ? what do I drive = ! You drive a Passat""",
    "teeth turned out to be dull": """
        2026-01-05  I'm studying dentistry.
        2026-07-05  Teeth turned out to be dull. It's engineering for me from September.
        2026-11-20  ? what do I study = ! You study dentistry""",
    "priya's redundancy came through": """
        2026-01-05  My daughter Priya works at Ofsted.
        2026-07-05  Priya's redundancy came through.
        2026-11-20  ? where does Priya work = ! Priya works at Ofsted""",
    "mum and dad have downsized to": """
        2026-01-05  My parents live in Bude.
        2026-07-05  Mum and Dad have downsized to a bungalow in Looe.
        2026-11-20  ? where do my parents live = ! parents live in Bude""",
    "hr rang they can't do thursday": """
        2026-11-12  My interview is on Thursday.
        2026-11-13  HR rang, they can't do Thursday, so it's the Monday after.
        2026-11-14  ? when is my interview = ! interview is on Thursday""",
    "nobody can come on saturday we're": """
        2026-11-12  The party is on Saturday.
        2026-11-13  Nobody can come on Saturday, we're having the party the week after.
        2026-11-14  ? when is the party = ! party is on Saturday""",
    "i don't make coffee for a": """
        2026-01-05  I'm a barista.
        2026-07-05  I don't make coffee for a living any more, I'm at a bank.
        2026-11-20  ? what do I do = ! You work as a barista""",
    "dr patel has moved to canada": """
        2026-01-05  My doctor is Dr Patel.
        2026-07-05  Dr Patel has moved to Canada, so I see Dr Lowe.
        2026-11-20  ? who is my doctor = ! Patel is your""",
    "greetings from ghent our furniture arrived": """
        2026-01-05  I live in Margate.
        2026-07-05  Greetings from Ghent, our furniture arrived yesterday.
        2026-11-20  ? where do I live = ! You live in Margate""",
    "we've traded the town for a": """
        2026-01-05  We live in Selby.
        2026-07-05  We've traded the town for a farmhouse near Malton.
        2026-11-20  ? where do I live = ! You live in Selby""",
    "after the flood i've been put": """
        2026-01-05  I live in Redcar.
        2026-07-05  After the flood I've been put up in Whitby, and I'm staying.
        2026-11-20  ? where do I live = ! You live in Redcar""",
    "they've restructured me out of a": """
        2026-01-05  I work at Aviva.
        2026-07-05  They've restructured me out of a desk.
        2026-11-20  ? where do I work = ! You work at Aviva""",
    "the garage down the road pays": """
        2026-01-05  I work at Halfords.
        2026-07-05  The garage down the road pays better, so I'm fixing cars there.
        2026-11-20  ? where do I work = ! You work at Halfords""",
    "had my exit interview and gave": """
        2026-01-05  I work for Sky.
        2026-07-05  Had my exit interview and gave back the laptop.
        2026-11-20  ? where do I work = ! You work at Sky""",
    "things fizzled out with dominic": """
        2026-01-05  My boyfriend is called Dominic.
        2026-07-05  Things fizzled out with Dominic.
        2026-11-20  ? who is my boyfriend = ! Dominic is your""",
    "the judge signed the papers so": """
        2026-01-05  My wife is called Astrid.
        2026-07-05  The judge signed the papers, so I'm a free man.
        2026-11-20  ? who is my wife = ! Astrid is your""",
    "conrad got down on one knee": """
        2026-01-05  I'm dating Conrad.
        2026-07-05  Conrad got down on one knee and I said no, and that was that.
        2026-11-20  ? who is my partner = ! Conrad is your""",
    "my daughter has decreed that mittens": """
        2026-01-05  Our cat is called Mittens.
        2026-07-05  My daughter has decreed that Mittens is henceforth Lady.
        2026-11-20  ? what is my cat called = Lady ! cat is called Mittens""",
    "samantha signs her letters sam and": """
        2026-01-05  My sister is called Samantha.
        2026-07-05  Samantha signs her letters Sam and frowns at anything longer.
        2026-11-20  ? what is my sister called = Sam""",
    "the smell of whisky turns my": """
        2026-01-05  I love whisky.
        2026-07-05  The smell of whisky turns my stomach.
        2026-11-20  ? do I like whisky = ! Yes""",
    "i've hung up my racket tennis": """
        2026-01-05  I like tennis.
        2026-07-05  I've hung up my racket, tennis is for the young.
        2026-11-20  ? do I like tennis = ! Yes""",
    "spinach and i have made peace": """
        2026-01-05  I hate spinach.
        2026-07-05  Spinach and I have made peace.
        2026-11-20  ? do I like spinach = ! No:""",
    "nothing beats a pie not even": """
        2026-01-05  My favourite food is curry.
        2026-07-05  Nothing beats a pie, not even curry.
        2026-11-20  ? what is my favourite food = ! food is curry""",
    "the beetle found a new owner": """
        2026-01-05  I drive a Beetle.
        2026-07-05  The Beetle found a new owner on Sunday.
        2026-11-20  ? what do I drive = ! You drive a Beetle""",
    "i wear a gown and a": """
        2026-01-05  I study philosophy.
        2026-07-05  I wear a gown and a silly hat tomorrow, philosophy is in the bag.
        2026-11-20  ? what do I study = ! You study philosophy""",
    "callum got his cards": """
        2026-01-05  My brother Callum works at Nissan.
        2026-07-05  Callum got his cards.
        2026-11-20  ? where does Callum work = ! Callum works at Nissan""",
    "my boss is ill so we'll": """
        2026-11-12  The meeting is on Tuesday.
        2026-11-13  My boss is ill, so we'll do the meeting on her return.
        2026-11-14  ? when is the meeting = ! meeting is on""",
    "the airline struck our flight off": """
        2026-11-12  The flight is on Sunday.
        2026-11-13  The airline struck our flight off the board.
        2026-11-14  ? when is the flight = ! flight is on""",
    "i've swapped the classroom for a": """
        2026-01-05  I'm a teacher.
        2026-07-05  I've swapped the classroom for a bakery.
        2026-11-20  ? what do I do = ! You work as a teacher""",
    "idris flew the nest he shares": """
        2026-01-05  My son Idris lives in Barry.
        2026-07-05  Idris flew the nest, he shares with two mates in Newport.
        2026-11-20  ? where does Idris live = Newport ! Idris lives in Barry""",
    "we've flown south torquay has us": """
        2026-01-05  I live in Kendal.
        2026-07-05  We've flown south: Torquay has us now.
        2026-11-20  ? where do I live = ! You live in Kendal""",
    "i can't afford whitstable any longer": """
        2026-01-05  I live in Whitstable.
        2026-07-05  I can't afford Whitstable any longer, so I've taken a bedsit in Deal.
        2026-11-20  ? where do I live = Deal ! You live in Whitstable""",
    "my new neighbours in kettering brought": """
        2026-01-05  I live in Corby.
        2026-07-05  My new neighbours in Kettering brought us a cake.
        2026-11-20  ? where do I live = Kettering ! You live in Corby""",
    "i'm a bristolian now would you": """
        2026-01-05  I live in Bude.
        2026-07-05  I'm a Bristolian now, would you believe it.
        2026-11-20  ? where do I live = ! You live in Bude""",
    "i'm out of work since tuesday": """
        2026-01-05  I work at Dyson.
        2026-07-05  I'm out of work since Tuesday.
        2026-11-20  ? where do I work = ! You work at Dyson""",
    "i told my manager where to": """
        2026-01-05  I work at Subway.
        2026-07-05  I told my manager where to stick it.
        2026-11-20  ? where do I work = ! You work at Subway""",
    "they made me an offer at": """
        2026-01-05  I work for Arup.
        2026-07-05  They made me an offer at Mott that I couldn't refuse.
        2026-11-20  ? where do I work = Mott ! You work at Arup""",
    "i've retrained and i run a": """
        2026-01-05  I'm an electrician.
        2026-07-05  I've retrained and I run a cafe.
        2026-11-20  ? what do I do = cafe ! You work as an electrician""",
    "saoirse and i drifted apart": """
        2026-01-05  My girlfriend is called Saoirse.
        2026-07-05  Saoirse and I drifted apart.
        2026-11-20  ? who is my girlfriend = ! Saoirse is your""",
    "i've kicked viktor to the kerb": """
        2026-01-05  I'm dating Viktor.
        2026-07-05  I've kicked Viktor to the kerb.
        2026-11-20  ? who is my partner = ! Viktor is your""",
    "i walked in on lars with": """
        2026-01-05  My husband is called Lars.
        2026-07-05  I walked in on Lars with the neighbour, so that's that.
        2026-11-20  ? who is my husband = ! Lars is your""",
    "i lost my wife in the": """
        2026-01-05  I'm married to Bea.
        2026-07-05  I lost my wife in the spring.
        2026-11-20  ? who is my wife = ! Bea is your""",
    "the dog formerly known as rocky": """
        2026-01-05  We have a dog called Rocky.
        2026-07-05  The dog formerly known as Rocky is Cuddles now.
        2026-11-20  ? what is my dog called = Cuddles ! dog is called Rocky""",
    "my cat hasn't come home since": """
        2026-01-05  My cat is called Gizmo.
        2026-07-05  My cat hasn't come home since May, we've stopped looking.
        2026-11-20  ? what is my cat called = ! cat is called Gizmo""",
    "my brother wants to be frankie": """
        2026-01-05  My brother is called Francis.
        2026-07-05  My brother wants to be Frankie from here on.
        2026-11-20  ? what is my brother called = Frankie ! brother is called Francis""",
    "i've lost my appetite for horror": """
        2026-01-05  I love horror films.
        2026-07-05  I've lost my appetite for horror films.
        2026-11-20  ? do I like horror films = ! Yes""",
    "gin doesn't do it for me": """
        2026-01-05  I hate Mondays. I like gin.
        2026-07-05  Gin doesn't do it for me these days.
        2026-11-20  ? do I like gin = ! Yes""",
    "i read middlemarch and it's my": """
        2026-01-05  My favourite book is Dune.
        2026-07-05  I read Middlemarch and it's my number one now.
        2026-11-20  ? what is my favourite book = ! book is Dune""",
    "the micra is with my niece": """
        2026-01-05  I drive a Micra.
        2026-07-05  The Micra is with my niece now.
        2026-11-20  ? what do I drive = ! You drive a Micra""",
    "orla has followed her boyfriend to": """
        2026-01-05  My sister Orla lives in Cork.
        2026-07-05  Orla has followed her boyfriend to Sydney.
        2026-11-20  ? where does Orla live = ! Orla lives in Cork""",
    "desmond took early retirement": """
        2026-01-05  My uncle Desmond works at Ford.
        2026-07-05  Desmond took early retirement.
        2026-11-20  ? where does Desmond work = ! Desmond works at Ford""",
    "the instructor can't make it so": """
        2026-11-12  My driving lesson is on Tuesday.
        2026-11-13  The instructor can't make it, so my lesson is the day after.
        2026-11-14  ? when is my driving lesson = ! lesson is on Tuesday
        2026-11-14  ? when is my lesson = ! lesson is on Tuesday""",
    "we've pulled up roots and headed": """
        2026-11-01  I live in Crewe.
        2026-11-06  We've pulled up roots and headed for Hexham.
        2026-11-20  ? where do I live = Hexham ! You live in Crewe""",
    "i've been living out of a": """
        2026-11-01  I live in Derry.
        2026-11-06  I've been living out of a suitcase in Newry since I sold up.
        2026-11-20  ? where do I live = Newry ! You live in Derry""",
    "the bank took the house and": """
        2026-11-01  We live in Bala.
        2026-11-06  The bank took the house and we're at my aunt's in Rhyl.
        2026-11-20  ? where do I live = Rhyl ! You live in Bala""",
    "meera moved out of slough on": """
        2026-11-01  My daughter Meera lives in Slough.
        2026-11-06  Meera moved out of Slough on Sunday and into a houseshare in Reading.
        2026-11-20  ? where does Meera live = Reading ! Meera lives in Slough""",
    "i walked out of currys and": """
        2026-11-01  I work at Currys.
        2026-11-06  I walked out of Currys and I'm not going back.
        2026-11-20  ? where do I work = ! You work at Currys""",
    "my contract wasn't renewed": """
        2026-11-01  I work for Thames Water.
        2026-11-06  My contract wasn't renewed.
        2026-11-20  ? where do I work = ! You work at Thames Water""",
    "greggs poached me last week": """
        2026-11-01  I work at Costa.
        2026-11-06  Greggs poached me last week.
        2026-11-20  ? where do I work = Greggs ! You work at Costa""",
    "i've put down my wrench and": """
        2026-11-01  I'm a plumber.
        2026-11-06  I've put down my wrench and picked up a camera, I shoot weddings.
        2026-11-20  ? what do I do = ! You work as a plumber""",
    "ravi and i are taking some": """
        2026-11-01  My boyfriend is called Ravi.
        2026-11-06  Ravi and I are taking some time apart.
        2026-11-20  ? who is my boyfriend = ! Ravi is your""",
    "cleo told me she doesn't love": """
        2026-11-01  My girlfriend is called Cleo.
        2026-11-06  Cleo told me she doesn't love me any more.
        2026-11-20  ? who is my girlfriend = ! Cleo is your""",
    "i've filed for divorce": """
        2026-11-01  I'm married to Hugo.
        2026-11-06  I've filed for divorce.
        2026-11-20  ? who is my husband = ! Hugo is your""",
    "duke didn't suit him so we": """
        2026-11-01  My dog is called Duke.
        2026-11-06  Duke didn't suit him, so we settled on Noodle.
        2026-11-20  ? what is my dog called = Noodle ! dog is called Duke""",
    "smudge goes by lord smudgington these": """
        2026-11-01  We have a cat called Smudge.
        2026-11-06  Smudge goes by Lord Smudgington these days.
        2026-11-20  ? what is my cat called = Lord Smudgington""",
    "we had to let star go": """
        2026-11-01  My horse is called Star.
        2026-11-06  We had to let Star go, she was in pain.
        2026-11-20  ? what is my horse called = ! horse is called Star""",
    "gardening has become a chore": """
        2026-11-01  I like gardening.
        2026-11-06  Gardening has become a chore.
        2026-11-20  ? do I like gardening = ! Yes""",
    "i used to swear by marmite": """
        2026-11-01  I love Marmite.
        2026-11-06  I used to swear by Marmite, now I can't look at the jar.
        2026-11-20  ? do I like Marmite = ! Yes""",
    "i cried at the opera last": """
        2026-11-01  I hate opera.
        2026-11-06  I cried at the opera last night, I had no idea it could be so beautiful.
        2026-11-20  ? do I like opera = ! No:""",
    "pulp have knocked blur off the": """
        2026-11-01  My favourite band is Blur.
        2026-11-06  Pulp have knocked Blur off the top spot.
        2026-11-20  ? what is my favourite band = ! band is Blur""",
    "the punto went for scrap": """
        2026-11-01  I drive a Punto.
        2026-11-06  The Punto went for scrap.
        2026-11-20  ? what do I drive = ! You drive a Punto""",
    "the party has slipped by a": """
        2026-11-12  My dinner with Paul is on Friday. The party is on Saturday.
        2026-11-13  The party has slipped by a week.
        2026-11-14  ? when is the party = ! party is on Saturday""",
    "we said goodbye to the islands": """
        2026-11-01  I live in Oban.
        2026-11-06  We said goodbye to the islands and bought a place in Stirling.
        2026-11-20  ? where do I live = Stirling ! You live in Oban""",
    "my new landlady in ennis is": """
        2026-11-01  I live in Sligo.
        2026-11-06  My new landlady in Ennis is lovely.
        2026-11-20  ? where do I live = Ennis ! You live in Sligo""",
    "i've swapped the noise of luton": """
        2026-11-01  I live in Luton.
        2026-11-06  I've swapped the noise of Luton for the hills of Hay.
        2026-11-20  ? where do I live = Hay ! You live in Luton""",
    "lush and me that's done": """
        2026-11-01  I work at Lush.
        2026-11-06  Lush and me, that's done.
        2026-11-20  ? where do I work = ! You work at Lush""",
    "the new people at nuffield seem": """
        2026-11-01  I work for Bupa.
        2026-11-06  The new people at Nuffield seem nice, I started there on Tuesday.
        2026-11-20  ? where do I work = Nuffield ! You work at Bupa""",
    "i got fired over a till": """
        2026-11-01  I work at Wickes.
        2026-11-06  I got fired over a till that was short.
        2026-11-20  ? where do I work = ! You work at Wickes""",
    "i left the library to train": """
        2026-11-01  I'm a librarian.
        2026-11-06  I left the library to train as a midwife.
        2026-11-20  ? what do I do = ! You work as a librarian""",
    "theo dumped me by text message": """
        2026-11-01  My boyfriend is called Theo.
        2026-11-06  Theo dumped me by text message.
        2026-11-20  ? who is my boyfriend = ! Theo is your""",
    "i broke it off with wren": """
        2026-11-01  I'm dating Wren.
        2026-11-06  I broke it off with Wren.
        2026-11-20  ? who is my girlfriend = ! Wren is your""",
    "gloria and the children have moved": """
        2026-11-01  My wife is called Gloria.
        2026-11-06  Gloria and the children have moved to her parents' and she wants a divorce.
        2026-11-20  ? who is my wife = ! Gloria is your""",
    "ginger is now ruby the children": """
        2026-11-01  We have a dog called Ginger.
        2026-11-06  Ginger is now Ruby, the children voted.
        2026-11-20  ? what is my dog called = Ruby ! dog is called Ginger""",
    "we've taken to calling pixel bagel": """
        2026-11-01  My cat is called Pixel.
        2026-11-06  We've taken to calling Pixel Bagel.
        2026-11-20  ? what is my cat called = Bagel ! cat is called Pixel""",
    "echo flew out of the window": """
        2026-11-01  My parrot is called Echo.
        2026-11-06  Echo flew out of the window and hasn't been seen since.
        2026-11-20  ? what is my parrot called = ! parrot is called Echo""",
    "i sold my bike cycling just": """
        2026-11-01  I like cycling.
        2026-11-06  I sold my bike, cycling just isn't for me.
        2026-11-20  ? do I like cycling = ! Yes""",
    "ever since that bad prawn sushi": """
        2026-11-01  I love sushi.
        2026-11-06  Ever since that bad prawn sushi makes me queasy.
        2026-11-20  ? do I like sushi = ! Yes""",
    "i used to say summer but": """
        2026-11-01  My favourite season is summer.
        2026-11-06  I used to say summer, but autumn is my favourite season now.
        2026-11-20  ? what is my favourite season = ! season is summer""",
    "i've got rid of the focus": """
        2026-11-01  I drive a Focus.
        2026-11-06  I've got rid of the Focus, there's a Leaf on the drive now.
        2026-11-20  ? what do I drive = Leaf ! You drive a Focus""",
    "i've quit law school to become": """
        2026-11-01  I study law.
        2026-11-06  I've quit law school to become a baker.
        2026-11-20  ? what do I study = ! You study law""",
    "they've given us another week for": """
        2026-11-12  The exam is on Wednesday.
        2026-11-13  They've given us another week for the exam.
        2026-11-14  ? when is the exam = ! exam is on Wednesday""",
    "i missed my flight and got": """
        2026-11-12  My flight is on Monday.
        2026-11-13  I missed my flight and got a seat on the Thursday one.
        2026-11-14  ? when is my flight = ! flight is on Monday""",
    "we've thrown our lot in with": """
        2026-11-01  I live in Fife.
        2026-11-06  We've thrown our lot in with my cousin and moved up to Skye.
        2026-11-20  ? where do I live = Skye ! You live in Fife""",
    "stoke is behind us chester is": """
        2026-11-01  I live in Stoke.
        2026-11-06  Stoke is behind us, Chester is home.
        2026-11-20  ? where do I live = Chester ! You live in Stoke""",
    "i've gone to live with my": """
        2026-11-01  I live in Tring.
        2026-11-06  I've gone to live with my daughter in Hitchin.
        2026-11-20  ? where do I live = Hitchin ! You live in Tring""",
    "i gave my notice in on": """
        2026-11-01  I work at Rolls.
        2026-11-06  I gave my notice in on Friday.
        2026-11-20  ? where do I work = ! You work at Rolls""",
    "gap has made me redundant": """
        2026-11-01  I work at Gap.
        2026-11-06  Gap has made me redundant.
        2026-11-20  ? where do I work = ! You work at Gap""",
    "i crossed over to miele at": """
        2026-11-01  I work for Bosch.
        2026-11-06  I crossed over to Miele at the start of the week.
        2026-11-20  ? where do I work = Miele ! You work at Bosch""",
    "they've grounded me for good because": """
        2026-11-01  I'm a pilot.
        2026-11-06  They've grounded me for good because of my eyes.
        2026-11-20  ? what do I do = ! You work as a pilot""",
    "emil and i have decided to": """
        2026-11-01  My boyfriend is called Emil.
        2026-11-06  Emil and I have decided to go our own ways.
        2026-11-20  ? who is my boyfriend = ! Emil is your""",
    "tara's found herself a new bloke": """
        2026-11-01  My girlfriend is called Tara.
        2026-11-06  Tara's found herself a new bloke.
        2026-11-20  ? who is my girlfriend = ! Tara is your""",
    "i told boris we're finished": """
        2026-11-01  I'm dating Boris.
        2026-11-06  I told Boris we're finished.
        2026-11-20  ? who is my partner = ! Boris is your""",
    "the divorce came through this morning": """
        2026-11-01  I'm married to Helga.
        2026-11-06  The divorce came through this morning.
        2026-11-20  ? who is my wife = ! Helga is your""",
    "we gave tank a gentler name": """
        2026-11-01  We have a dog called Tank.
        2026-11-06  We gave Tank a gentler name: Bluebell.
        2026-11-20  ? what is my dog called = Bluebell ! dog is called Tank""",
    "inky is known as binky these": """
        2026-11-01  My cat is called Inky.
        2026-11-06  Inky is known as Binky these days.
        2026-11-20  ? what is my cat called = Binky ! Inky""",
    "a fox got flo last night": """
        2026-11-01  My rabbit is called Flo.
        2026-11-06  A fox got Flo last night.
        2026-11-20  ? what is my rabbit called = ! rabbit is called Flo""",
    "i've given coffee the elbow": """
        2026-11-01  I love coffee.
        2026-11-06  I've given coffee the elbow.
        2026-11-20  ? do I like coffee = ! Yes""",
    "golf leaves me cold nowadays": """
        2026-11-01  I like golf.
        2026-11-06  Golf leaves me cold nowadays.
        2026-11-20  ? do I like golf = ! Yes""",
    "beetroot isn't so bad after all": """
        2026-11-01  I can't stand beetroot.
        2026-11-06  Beetroot isn't so bad after all.
        2026-11-20  ? do I like beetroot = ! No:""",
    "figs have taken over from mango": """
        2026-11-01  My favourite fruit is mango.
        2026-11-06  Figs have taken over from mango as my favourite fruit.
        2026-11-20  ? what is my favourite fruit = ! fruit is mango""",
    "someone drove into the jazz and": """
        2026-11-01  I drive a Jazz.
        2026-11-06  Someone drove into the Jazz and it's a write-off.
        2026-11-20  ? what do I drive = ! You drive a Jazz""",
    "anton's made vienna his home petra": """
        2026-11-01  My brother Anton lives in Graz. My sister Petra works at Aldi.
        2026-11-06  Anton's made Vienna his home. Petra has left Aldi for Lidl.
        2026-11-20  ? where does Anton live = Vienna ! Anton lives in Graz
        2026-11-20  ? where does Petra work = Lidl ! Petra works at Aldi""",
    "the concert's been put back to": """
        2026-11-12  The concert is on Thursday.
        2026-11-13  The concert's been put back to Sunday.
        2026-11-14  ? when is the concert = Sunday ! Thursday""",
}
