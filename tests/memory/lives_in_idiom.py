"""Lives told in idioms: "we've packed up and left Leeds for York", "I've handed in my notice".

In the form of `memory.lives`.
"""

IN_IDIOM = {
    "packed up": """
        2026-01-05  We live in Leeds.
        2026-06-05  We've packed up and left Leeds for York.
        2026-11-20  ? where do I live = York ! live in Leeds
        2026-11-20  ? where did I live in March = Leeds ! York""",
    "handed in notice": """
        2026-01-05  I work at Barclays.
        2026-06-05  I've handed in my notice.
        2026-11-20  ? where do I work = ! You work at Barclays
        2026-11-20  ? where did I work in March = Barclays""",
    "over between us": """
        2026-01-05  I'm dating Sam.
        2026-06-05  It's over between me and Sam.
        2026-11-20  ? who is my partner = don't know ! Sam is your""",
    "goes by Kim": """
        2026-01-05  My sister Kimberley lives in Hove.
        2026-06-05  My sister goes by Kim now.
        2026-11-20  ? what is my sister called = Kim ! Kimberley
        2026-11-20  ? where does Kim live = Hove""",
    "gone off coffee": """
        2026-01-05  I adore coffee.
        2026-06-05  I've gone right off coffee.
        2026-11-20  ? do I like coffee = Not any more ! Yes""",
    "swapped towns": """
        2026-01-05  My home is in Bristol.
        2026-06-05  I've swapped Bristol for Cardiff.
        2026-11-20  ? where do I live = Cardiff ! live in Bristol""",
    "calls it home": """
        2026-01-05  I'm living in Derby.
        2026-08-05  These days I call Norwich home.
        2026-11-20  ? where do I live = Norwich ! live in Derby""",
    "unpacked": """
        2026-01-05  We're living in Hull.
        2026-08-05  We've finally unpacked the last box in our new flat in Whitby.
        2026-11-20  ? where do I live = ! live in Hull""",
    "roots": """
        2026-01-05  My brother Carl lives in Dublin.
        2026-08-05  Carl has put down roots in Galway.
        2026-11-20  ? where does Carl live = Galway ! lives in Dublin""",
    "ship": """
        2026-01-05  I work for Tesco.
        2026-08-05  I've jumped ship to Waitrose.
        2026-11-20  ? where do I work = Waitrose ! work at Tesco""",
    "signed with": """
        2026-01-05  I'm employed by Capita.
        2026-08-05  I signed a contract with Serco and started last Monday.
        2026-11-20  ? where do I work = ! work at Capita""",
    "given the boot": """
        2026-01-05  I work at Asda.
        2026-08-05  Asda gave me the boot.
        2026-11-20  ? where do I work = gave me the boot ! You work at Asda""",
    "new chapter": """
        2026-01-05  I work at Ofcom as a lawyer.
        2026-08-05  I've closed the Ofcom chapter.
        2026-11-20  ? where do I work = ! You work at Ofcom""",
    "hung up the apron": """
        2026-01-05  I'm a chef.
        2026-08-05  I've hung up my apron and I'm training to be a nurse.
        2026-11-20  ? what do I do = ! You work as a chef""",
    "moved on": """
        2026-01-05  I work at Nike.
        2026-08-05  I've moved on from Nike.
        2026-11-20  ? where do I work = ! You work at Nike""",
    "took me on": """
        2026-01-05  I work at Lloyds.
        2026-08-05  Santander took me on in July.
        2026-11-20  ? where do I work = Santander ! work at Lloyds""",
    "gone separate ways": """
        2026-01-05  My girlfriend is called Ruth.
        2026-08-05  Ruth and I have gone our separate ways.
        2026-11-20  ? who is my girlfriend = don't know ! Ruth is your""",
    "we're through": """
        2026-01-05  My boyfriend is Greg.
        2026-08-05  Greg and I are through.
        2026-11-20  ? who is my boyfriend = don't know ! Greg is your""",
    "back on the market": """
        2026-01-05  I'm going out with Petra.
        2026-08-05  I'm back on the market.
        2026-11-20  ? who is my partner = don't know ! Petra is your""",
    "packed her bags": """
        2026-01-05  My wife is called Joan.
        2026-08-05  Joan packed her bags and went to her mother's.
        2026-11-20  ? who is my wife = ! Joan is your""",
    "tied the knot": """
        2026-01-05  My boyfriend is called Alan.
        2026-04-05  Alan and I parted ways.
        2026-08-05  I tied the knot with Derek.
        2026-11-20  ? who is my husband = Derek ! Alan is your""",
    "an item": """
        2026-01-05  I'm single.
        2026-08-05  Fiona and I are an item.
        2026-11-20  ? who is my girlfriend = Fiona""",
    "answers to": """
        2026-01-05  Our dog is called Biscuit.
        2026-08-05  Biscuit answers to Scout these days.
        2026-11-20  ? what is my dog called = Scout ! Biscuit""",
    "rechristened": """
        2026-01-05  I have a parrot called Polly.
        2026-08-05  We've rechristened Polly Captain.
        2026-11-20  ? what is my parrot called = Captain ! Polly""",
    "everybody calls him": """
        2026-01-05  My nephew Theodore lives in Ely.
        2026-08-05  Everyone calls Theodore Teddy now.
        2026-11-20  ? where does Teddy live = Ely""",
    "new name for the cat": """
        2026-01-05  My cat is called Socks.
        2026-08-05  Socks has a new name, it's Pepper.
        2026-11-20  ? what is my cat called = ! is called Socks""",
    "crossed the rainbow bridge": """
        2026-01-05  My rabbit is called Clover.
        2026-08-05  We lost Clover last week.
        2026-11-20  ? what is my rabbit called = ! is called Clover""",
    "can't face": """
        2026-01-05  I love oysters.
        2026-08-05  I can't face oysters since I got ill.
        2026-11-20  ? do I like oysters = ! Yes""",
    "won over": """
        2026-01-05  I hate yoga.
        2026-08-05  Yoga has won me over.
        2026-11-20  ? do I like yoga = ! No:""",
    "turned my back": """
        2026-01-05  I like poker.
        2026-08-05  I've turned my back on poker.
        2026-11-20  ? do I like poker = ! Yes""",
    "cut out": """
        2026-01-05  I love cheese.
        2026-08-05  I've cut out cheese, it doesn't agree with me.
        2026-11-20  ? do I like cheese = ! Yes""",
    "tops it": """
        2026-01-05  My favourite singer is Adele.
        2026-08-05  Dido has replaced Adele as my favourite singer.
        2026-11-20  ? who is my favourite singer = ! is Adele
        2026-11-20  ? what is my favourite singer = ! is Adele""",
    "rather": """
        2026-01-05  My favourite drink is cola.
        2026-08-05  Nowadays my favourite drink is ginger beer.
        2026-11-20  ? what is my favourite drink = ginger beer ! cola""",
    "traded in": """
        2026-01-05  I drive a Fiesta.
        2026-08-05  I've traded in the Fiesta for a Clio.
        2026-11-20  ? what do I drive = Clio ! Fiesta""",
    "gave it up for another": """
        2026-01-05  I study chemistry.
        2026-08-05  I've given up chemistry for law.
        2026-11-20  ? what do I study = law ! study chemistry""",
    "the landlord sold": """
        2026-01-05  I live in Truro.
        2026-08-05  The landlord sold our house, so we had to leave Truro.
        2026-11-20  ? where do I live = ! You live in Truro""",
    "new owner": """
        2026-01-05  My boss is called Gwen.
        2026-08-05  Gwen has been replaced by Hugh.
        2026-11-20  ? who is my boss = ! Gwen is your""",
    "takes over": """
        2026-01-05  My manager is called Rhys.
        2026-08-05  Rhys retired and Owen took over as my manager.
        2026-11-20  ? who is my manager = ! Rhys is your""",
    "shelved": """
        2026-11-02  My wedding is on the 20th of December.
        2026-11-05  We've shelved the wedding.
        2026-11-20  ? when is my wedding = ! twentieth""",
    "fell through": """
        2026-11-12  The viewing is on Friday.
        2026-11-13  The viewing fell through.
        2026-11-14  ? when is the viewing = fell through ! viewing is on""",
    "a different day": """
        2026-11-12  My exam is on Friday.
        2026-11-13  It turns out the exam is a week later, on the 27th of November.
        2026-11-14  ? when is my exam = ! on Friday, the twentieth""",
    "meat back on the table": """
        2026-01-05  I'm a vegetarian.
        2026-08-05  Meat is back on the menu for me.
        2026-11-20  ? am I a vegetarian = ! You are vegetarian""",
    "steady": """
        2026-01-05  I live in Poole and I work at Greggs.
        2026-03-05  I packed my bags for a weekend in Bath.
        2026-04-05  I left my keys at Greggs.
        2026-05-05  My sister has swapped Bath for Wells.
        2026-06-05  My friend handed in his notice.
        2026-11-20  ? where do I live = Poole
        2026-11-20  ? where do I work = Greggs""",
    "steady hearts": """
        2026-01-05  My husband is called Ivor.
        2026-03-05  Ivor lost his job.
        2026-04-05  Ivor packed his bags for the conference.
        2026-05-05  We lost the match, Ivor and I.
        2026-06-05  My brother and his wife have gone their separate ways.
        2026-11-20  ? who is my husband = Ivor is your""",
    "whether it is so": """
        2026-01-05  I live in Leeds. I work at Acme as a baker. I'm dating Sam. I love coffee.
        2026-01-05  I have a dog called Rex.
        2026-04-05  I moved to York. Sam and I broke up. I've gone off coffee.
        2026-04-05  We renamed Rex to Max.
        2026-04-10  ? do I still live in Leeds = Not any more. You live in York
        2026-04-10  ? do I live in York = Yes: you live in York
        2026-04-10  ? which town do I live in = York
        2026-04-10  ? where did I live before York = Leeds
        2026-04-10  ? am I still with Sam = Not any more
        2026-04-10  ? is Sam still my boyfriend = Not any more
        2026-04-10  ? who was I dating in March = Sam was your partner
        2026-04-10  ? did I like coffee in February = Yes: you liked coffee
        2026-04-10  ? do I still like coffee = Not any more
        2026-04-10  ? what was my dog called before = Rex
        2026-04-10  ? what do I do = baker
        2026-04-10  ? do I work for Globex = Not that I know ! Yes""",
}
