"""What Biscuit can do beside the topics: each function adds one small exchange to a talk."""

from pathlib import Path

from grammar import lines, rows

HERE = Path(__file__).parent
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
).split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip


def words():
    found = {}
    for line in lines(HERE / "tables/words.txt"):
        kind, _, rest = line.partition(": ")
        found[kind] = list(dict.fromkeys(w.strip() for w in rest.split(",")))
    return found


def plays(name):
    return rows(HERE / f"play/{name}.txt")


WORDS = words()
JOKES, KNOCKS, RIDDLES, STORIES = plays("jokes"), plays("knock"), plays("riddles"), plays("stories")
POEMS, SONGS, TWISTERS, RATHER = (
    [r[0] for r in plays("poems")], [r[0] for r in plays("songs")], [r[0] for r in plays("twisters")],
    plays("would_you"),
)  # fmt: skip
ANIMALS = rows(HERE / "tables/animals.txt")
OPPOSITES = [l.split() for l in lines(HERE / "tables/opposites.txt")]
RHYMES = [l.split() for l in lines(HERE / "tables/rhymes.txt")]
SPELLING = " ".join(lines(HERE / "tables/spelling.txt")).split()
MIXES = [l.split(" ", 2) for l in lines(HERE / "tables/mixes.txt")]
COLOURS_OF = rows(HERE / "tables/colours_of.txt")


def a(noun):
    """With its article."""
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def capital(text):
    return text[:1].upper() + text[1:]


def react(t):
    """What a visitor says after something funny or nice, and the answer."""
    t.user("[haha|lol|hahaha|hehe|that is funny|good one|ha|so funny|wow|cool|nice|i like it|again|that was good|aww|cute]")
    t.bird(t.one_of([
        "Hee hee! [I like it when you laugh.|Shall I do another one?|]",
        "Glad you like it! [There is more where that came from.|Say: another one!|]",
        "Chirp chirp! [Another one?|I practised that one on Pim.|]",
    ]))  # fmt: skip


MORE = (
    "another one | one more | more | tell me another [one|] | again | another | do you have another one"
    " | do another | give me another one | one more please"
)


def joke(t, ask=None):
    ask = ask or (
        "tell me a joke | [do you know|know] [a joke|any jokes] | joke | joke please | can you tell [me |]a joke"
        " | say something funny | make me laugh | a joke | i want [a joke|to hear a joke] | tell a joke"
        " | tell me a [funny|good|silly|new] joke | another joke | jokes | do you know any good jokes"
        " | tell me something funny | be funny"
    )
    t.user(ask)
    for i in range(t.rng.choice([1, 1, 2, 3])):
        if i:
            t.user(MORE)
        question, answer = pick(t, JOKES)
        if t.chance(0.45):
            t.bird(question)
            t.user("[why|what|i dont know|idk|tell me|no idea|dunno|what is it|hm|i give up|why tell me|how]", dress=False)
            t.bird(answer)
        else:
            t.bird(f"[|Here is one: |All right! |Let me think. |]{question} {answer}")
        if t.chance(0.3):
            react(t)


def pick(t, table):
    """A row of a table that was not used in this talk, if there is one left."""
    left = [r for r in table if r[0] not in t.used] or table
    row = t.rng.choice(left)
    t.used.add(row[0])
    return row


def knock(t):
    if t.chance(0.3):
        # The visitor's own one.
        t.user("knock knock", dress=False)
        t.bird("Who is there?[| I hope it is not a cat.]")
        who = t.rng.choice(["banana", "boo", "cow", "lettuce", "tank", "ice cream", "nobel", "orange", "cheese", "a bird", "egg", "dishes", "pizza", "mud", "me", "olive", "snow", "cash", "harry", "bee"])  # fmt: skip
        t.user(who, dress=False)
        t.bird(f"{capital(who)} who?")
        t.user("[ice cream so you can hear me|lettuce in its cold out here|olive you|you are welcome|boo hoo|banana banana banana|dishes the police|snow body|me of course|haha got you|orange you glad to see me|its a secret]", dress=False)
        t.bird(t.one_of(["Hee hee! I did not see that coming.", "Oh my tail feathers, that is a good one!", "Chirp chirp! I must tell that one to Crumb.", "Hah! Pim will laugh too, some time next week."]))
        return
    t.user("[tell me|do you know] a knock knock joke | knock knock joke | knock knock jokes | say a knock knock joke | can you do a knock knock joke")
    who, end = pick(t, KNOCKS)
    t.bird("Knock, knock!")
    t.user("who is there | who's there | whos there | who is it | who", dress=False)
    t.bird(f"{who}!")
    t.user(f"{who.lower()} who", dress=False)
    t.bird(end)
    if t.chance(0.5):
        react(t)


def riddle(t, ask=None):
    t.user(
        ask or
        "tell me a riddle | riddle | a riddle | do you know [a riddle|riddles] | give me a riddle | riddle please"
        " | can you [give|tell] me a riddle | i like riddles | ask me a riddle | i want a riddle | riddles | lets do riddles"
    )
    for i in range(t.rng.choice([1, 1, 2])):
        if i:
            t.user(MORE)
        text, answer, hint, right = pick(t, RIDDLES)
        t.bird(f"[|Listen: |Here is one. |]{text}")
        guesses = 0
        while t.chance(0.45) and guesses < 2:
            guesses += 1
            if t.chance(0.3):
                t.user("[hint|a hint please|give me a hint|can i have a hint|help me|its hard|that is hard|i need a hint]", dress=False)
                t.bird(f"[A hint: |Here is a hint: |]{hint}")
            else:
                wrong = t.rng.choice([r for r in RIDDLES if r[1] != answer])[3].split("|")[0]
                wrong = t.rng.choice([wrong, a(t.rng.choice(WORDS["pets"])), a(t.rng.choice(WORDS["things"]))])
                if wrong in right.split("|"):
                    continue
                t.user(f"[|is it |it is ]{wrong}", dress=False)
                t.bird("[Not quite! Try again.|Good guess, but no. Once more?|No, but I like how you think. Another try?|Hm, no. Do you want a hint?]")
        if t.chance(0.55):
            guess = t.rng.choice(right.split("|"))
            t.user(f"[|is it |it is |its |i think it is ]{guess}", dress=False)
            t.bird(f"[Yes! {answer}. You are quick!|Right! {answer}, of course.|You got it! {answer}!|Yes, {lower_first(answer)}! Well done.]")
        else:
            t.user("[i dont know|idk|tell me|i give up|no idea|what is it|what|dunno|tell me the answer|the answer please]", dress=False)
            t.bird(f"[It is {lower_first(answer)}!|{answer}! [Did you see it coming?|]|The answer: {lower_first(answer)}.]".replace("[Did you see it coming?|]", ""))


def lower_first(text):
    return text[:1].lower() + text[1:]


def story(t, ask=None):
    t.user(
        ask or
        "tell me a [story|bedtime story|short story|funny story|new story] | story | story please | can you tell me a story"
        " | do you know [a story|stories|any stories] | i want [a story|to hear a story] | a story please | read me a story"
        " | tell a story | once upon a time | tell me a story about [a snail|pim|a bird|a frog|the moon|crumb|anything|a dragon|a beetle]"
        " | [please |]tell me a story | bedtime story | i want a bedtime story"
    )
    asked = t.turns[-1][1].lower()
    for i in range(t.rng.choice([1, 1, 1, 2])):
        if i:
            t.user("another story | " + MORE)
        about = [s for w, ss in STORY_WORDS.items() if w in asked and i == 0 for s in ss]
        left = [s for s in (about or STORIES) if s[0] not in t.used] or STORIES
        title, text = t.rng.choice(left)
        t.used.add(title)
        t.bird(f"[|||This one is called: {title}. |Listen! |Come closer. ]{text}")
        if t.chance(0.4):
            t.user("[that was nice|nice story|i like that story|beautiful|wow|good story|cute|i liked it|what a nice story|that was a good story|the end|is that true|did that really happen]", dress=False)
            if "tru" in t.turns[-1][1].lower() or "real" in t.turns[-1][1].lower():
                t.bird("As true as a story can be! [I made it out of words.|The mud in it is real, at least in my head.]")
            else:
                t.bird("[I am glad!|Thank you!|Oh, good!] [Pim likes that one too.|Would you like another one?|I tell it to Crumb when it rains.|]")


STORY_WORDS = {
    "snail": [s for s in STORIES if "snail" in s[1]], "pim": [s for s in STORIES if "Pim" in s[1]],
    "bird": [s for s in STORIES if "bird" in s[0]], "frog": [s for s in STORIES if "frog" in s[0]],
    "moon": [s for s in STORIES if "moon" in s[0]], "crumb": [s for s in STORIES if "Crumb" in s[0]],
    "dragon": [s for s in STORIES if "dragon" in s[0]], "beetle": [s for s in STORIES if "beetle" in s[0]],
}  # fmt: skip


def verse(t):
    table, asks = t.rng.choice([
        (POEMS, "tell me a poem | poem | do you know [a poem|a rhyme] | say a poem | a poem please | write [me |]a poem | make a rhyme | can you [write|say] a poem | can you rhyme | tell me a rhyme | read me a poem | poem about [rain|mud|the moon|a snail|birds]"),
        (SONGS, "sing [a song|me a song|something|for me] | can you sing [a song|] | do you know a song | song | sing | sing please | i want a song | sing me [a lullaby|something] | a song please"),
        (TWISTERS, "tell me a tongue twister | do you know a tongue twister | tongue twister | give me a tongue twister | say a tongue twister"),
    ])  # fmt: skip
    t.user(asks)
    for i in range(t.rng.choice([1, 1, 2])):
        if i:
            t.user(MORE)
        text = pick(t, [[x] for x in table])[0]
        t.bird(text)
        if t.chance(0.35):
            t.user("[nice|beautiful|i like it|wow|that was nice|lovely|cute|so good|you sing well|bravo]", dress=False)
            t.bird("[Thank you! I practised in the puddle.|Glad you like it!|You make my tail go up.] [Another one?|]")


def would_you(t):
    ask = "[lets play |]would you rather | would you rather game | ask me would you rather | play would you rather"
    options, choice = pick(t, RATHER)
    if t.chance(0.5):
        t.user(ask)
        t.bird(f"[Gladly! |]Would you rather {options}?")
        first, second = options.split(" or ")
        t.user(f"[{first}|{second}|{first.split(' ', 1)[-1]}|{second.split(' ', 1)[-1]}|the first|the second one]", dress=False)
        t.bird(f"[Ooh!|I see!|Good choice!] As for me: {lower_first(choice) if not choice.startswith('I ') else choice}")
    else:
        t.user(f"would you rather {options}")
        t.bird(choice)


def sums(t):
    kind = t.rng.choices(
        ["plus", "minus", "apples", "times", "big", "below", "double", "compare", "next", "count", "half"],
        [6, 10, 5, 2, 2, 1.5, 1, 1, 1, 1, 1],
    )[0]
    rng = t.rng
    if kind in ("plus", "minus"):
        add_or_take(t, kind)
    elif kind == "apples":
        apples(t)
    elif kind == "times":
        x, y = rng.randint(0, 5), rng.randint(0, 5)
        t.user(f"{ASK_SUM}{number(t, x)}[ x | * | times ]{number(t, y)}[| =|]", dress=t.chance(0.3))
        answer_sum(t, f"{in_words(x)} times {in_words(y)}", x * y)
    elif kind == "big":
        most = rng.choice([30, 50, 100, 100, 1000, 9999])
        x, y = rng.randint(11, most), rng.randint(10, most)
        if rng.random() < 0.3:
            x, y = rng.choice([12, 15, 20, 30, 40, 50, 100, 100, 200, 1000]), rng.choice([15, 20, 30, 50, 100, 100, 200, 1000])
        sign = "[ + | - | x | * | plus | minus | times | / | divided by |*|+]" if x > 20 else "[ x | * | times | / | divided by |*]"
        t.user(f"{ASK_SUM}{x}{sign}{y}[| =|]", dress=t.chance(0.3))
        t.bird(t.one_of(["That is too much for my toes! I only do tiny sums, up to twenty.", "Phew, such big numbers! I have eight toes and then it gets hard. Ask a calculator.", "My head spins! I can only do small sums, like two plus three."]))
    elif kind == "below":
        x = rng.randint(0, 15)
        y = x + rng.randint(1, 9)
        t.user(f"{ASK_SUM}{number(t, x)}[ - |-| minus ]{number(t, y)}", dress=False)
        t.bird(f"[{capital(in_words(x))} minus {in_words(y)} goes below nothing, and there my toes end.|{capital(in_words(y))} is more than {in_words(x)}, so I cannot take it away!]")
    elif kind == "double":
        x = rng.randint(1, 10)
        t.user(f"what is [double|two times|twice] {number(t, x)}")
        t.bird(f"Twice {NUMBERS[x]} is {NUMBERS[2 * x]}. [Two nests full!|]")
    elif kind == "half":
        x = rng.randint(1, 10)
        t.user(f"what is half of {number(t, 2 * x)}")
        t.bird(f"Half of {NUMBERS[2 * x]} is {NUMBERS[x]}. [One half for me, one for you!|]")
    elif kind == "compare":
        x, y = rng.sample(range(0, 21), 2)
        word, best = rng.choice([("bigger", max), ("more", max), ("smaller", min), ("less", min)])
        t.user(f"[what|which] is {word} {number(t, x)} or {number(t, y)}")
        t.bird(f"{capital(NUMBERS[best(x, y)])} is {word} than {NUMBERS[min(x, y) if best is max else max(x, y)]}.")
    elif kind == "next":
        x = rng.randint(1, 19)
        before = rng.random() < 0.4
        t.user(f"what [comes|number comes|number is] {'before' if before else 'after'} {number(t, x)}")
        z = x - 1 if before else x + 1
        t.bird(f"{'Before' if before else 'After'} {NUMBERS[x]} comes {NUMBERS[z]}.")
    else:
        x = rng.choice([3, 5, 10, 10, 12, 15, 20])
        if rng.random() < 0.3:
            x = min(x, 10)
            t.user(f"[can you |]count [backwards|down] from {number(t, x)}")
            t.bird(", ".join([capital(NUMBERS[x])] + [NUMBERS[i] for i in range(x - 1, 0, -1)]) + ". [Splash!|Take off!]")
        else:
            t.user(f"[can you |please |]count to {number(t, x)}")
            t.bird(", ".join(["One"] + [NUMBERS[i] for i in range(2, x + 1)]) + "! [My toes are tired now.|Done!|]")


ASK_SUM = "[what is |whats |how much is |calculate |what's |||can you do |what about |and |and what is |do you know |tell me |ok |what does ]"


def in_words(x):
    return NUMBERS[x] if x <= 20 else str(x)


def number(t, x):
    """As a visitor types it."""
    return NUMBERS[x] if t.chance(0.3) and x <= 20 else str(x)


def pair(t, kind):
    """Two numbers that make one from 0 to 20, each pair as likely as any other."""
    while True:
        x, y = t.rng.randint(0, 20), t.rng.randint(0, 20)
        if kind == "plus" and x + y <= 20 or kind == "minus" and y <= x:
            return x, y


def answer_sum(t, said, z):
    """Mostly with the sum said once more: numbers that were just written are easier to work with."""
    r = in_words(z)
    t.bird(f"[That is {r}!|{capital(said)} is {r}.|{capital(said)} is {r}.|{capital(said)} is {r}!|{capital(said)} is {r}. I counted on my toes.|{capital(said)} is {r}. With beetles it is the same.]")


def add_or_take(t, kind):
    """Often several in a row, and now and then on from the last answer."""
    x, y = pair(t, kind)
    for again in range(t.rng.choice([1, 2, 2, 3, 4])):
        if again:
            kind = t.rng.choice(["plus", "minus", "minus"])
            x, y = pair(t, kind)
        n, m = number(t, x), number(t, y)
        z = x + y if kind == "plus" else x - y
        if kind == "plus":
            sign, other = "[ + |+| plus | and | added to ]", f"add {m} to {n} | add {n} and {m} | the sum of {n} and {m}"
        else:
            sign, other = "[ - |-| minus | minus | take away | without | less ]", f"take {m} from {n} | take {m} away from {n} | subtract {m} from {n} | {m} less than {n}"
        if t.chance(0.8):
            t.user(f"{ASK_SUM}{n}{sign}{m}[|| =| is what| please]", dress=False)
        else:
            t.user(other, dress=False)
        answer_sum(t, f"{in_words(x)} {kind} {in_words(y)}", z)
        if t.chance(0.2):
            kind = t.rng.choice(["plus", "minus"])
            step = t.rng.randint(0, 20 - z) if kind == "plus" else t.rng.randint(0, z)
            s = number(t, step)
            t.user(f"and {kind} {s} | plus {s} | and {s} more | and add {s}" if kind == "plus" else f"and minus {s} | minus {s} | take away {s} | and take away {s} | and {s} less", dress=False)
            answer_sum(t, f"{in_words(z)} {kind} {in_words(step)}", z + step if kind == "plus" else z - step)
    if t.chance(0.2):
        t.user("[right|correct|yes|that is right|well done|good|you are good at this|wow|are you sure|is that right|wrong|thats wrong]", dress=False)
        last = t.turns[-1][1].lower()
        if "sure" in last or "is that" in last:
            t.bird("[I counted twice! But do count on your own fingers, too.|I think so. My toes say so!]")
        elif "wrong" in last:
            t.bird("[Then my toes got mixed up, sorry! Numbers are slippery.|Oh! I am a bird, not a calculator. Thank you for checking.]")
        else:
            t.bird("[Hooray! One more?|My toes are proud.|Sums are like lumps of mud: one, and one more.]")


def apples(t):
    """Sums about things."""
    kind = t.rng.choice(["plus", "minus", "minus"])
    x, y = pair(t, kind)
    thing = t.rng.choice("apples cookies marbles eggs worms beetles stones sweets balls books feathers pencils flowers birds snails coins shells cakes oranges cards buttons leaves sticks stars ducks frogs cups hats".split())
    i, p = number(t, x), number(t, y)
    if kind == "plus":
        t.user(f"i have {i} {thing} and [get|find|buy|take] {p} more[ how many do i have| how many {thing} do i have| how many is that| how many are there now|. how many do i have now] | i have {i} {thing} and you have {p} how many do we have | there are {i} {thing} and {p} more come how many are there | if i have {i} {thing} and my friend gives me {p} how many do i have", dress=False)
        sum_ = f"{in_words(x)} plus {in_words(y)}"
        z = x + y
    else:
        t.user(f"i have {i} {thing} and [lose|give away|eat|drop|take away|sell|break] {p}[ how many are left| how many do i have left| how many {thing} are left|. how many are left| how many remain] | there are {i} {thing} and {p} [go away|are gone|disappear] how many are left | if i have {i} {thing} and give you {p} how many do i have | i had {i} {thing} and i lost {p} how many are left", dress=False)
        sum_ = f"{in_words(x)} minus {in_words(y)}"
        z = x - y
    for more in range(t.rng.choice([1, 1, 2])):
        if more:
            step = t.rng.randint(0, 20 - z) if t.chance(0.5) else -t.rng.randint(0, z)
            s = number(t, abs(step))
            t.user(f"and if i get {s} more | then i get {s} more | if i find {s} more how many do i have | and {s} more" if step >= 0 else f"and if i lose {s} | then i lose {s} more | if i give away {s} how many are left | and if i eat {s}", dress=False)
            sum_ = f"{in_words(z)} {'plus' if step >= 0 else 'minus'} {in_words(abs(step))}"
            z += step
        t.bird(f"[{capital(sum_)} is {in_words(z)}, so {in_words(z)} {thing}.|{capital(sum_)} is {in_words(z)}. {capital(in_words(z))} {thing}!|{capital(sum_)} is {in_words(z)}.]")


def order(t):
    """Days, months, shapes."""
    rng = t.rng
    names, what, many = rng.choice([(DAYS, "day", "seven"), (MONTHS, "month", "twelve")])
    kind = rng.choice(["next", "next", "all", "many", "shape", "legs"])
    if kind == "next":
        i = rng.randrange(len(names))
        before = rng.random() < 0.4
        t.user(f"[what|which] {what} [comes|is] {'before' if before else 'after'} {names[i].lower()}")
        t.bird(f"{'Before' if before else 'After'} {names[i]} comes {names[(i - 1 if before else i + 1) % len(names)]}.")
    elif kind == "all":
        t.user(f"[what are|name|tell me|say|do you know] the [{what}s of the {'week' if what == 'day' else 'year'}|{what}s]")
        t.bird(", ".join(names[:-1]) + f" and {names[-1]}. [I like them all, wet ones most.|]")
    elif kind == "many":
        t.user(f"how many {what}s are [there |]in a {'week' if what == 'day' else 'year'}")
        t.bird(f"There are {many} {what}s in a {'week' if what == 'day' else 'year'}.")
    elif kind == "shape":
        shape, sides = rng.choice([("triangle", "three"), ("square", "four"), ("rectangle", "four"), ("hexagon", "six"), ("pentagon", "five"), ("circle", "no")])
        t.user(f"how many [sides|corners] does a {shape} have")
        t.bird(f"A {shape} has {sides} [of them|corners]. [I can scratch one into wet clay.|]" if sides != "no" else "A circle has no corners at all. It is round like my nest!")
    else:
        row = rng.choice(ANIMALS)
        t.user(f"how many legs does {a(row[0])} have")
        n = row[7]
        t.bird(f"{capital(a(row[0]))} has {n} legs." if n in NUMBERS or n == "no" else f"{capital(a(row[0]))} has {n}.")


def opposite(t):
    x, y = t.rng.choice(OPPOSITES)
    if t.chance(0.5):
        x, y = y, x
    t.user(f"what is the opposite of {x} | opposite of {x} | whats the opposite of {x} | tell me the opposite of {x}")
    t.bird(f"The opposite of {x} is {y}[.|!]")
    while t.chance(0.4):
        x, y = t.rng.choice(OPPOSITES)
        t.user(f"and [of |]{x} | and {x} | opposite of {x} | and the opposite of {x}", dress=False)
        t.bird(f"The opposite of {x} is {y}[.|!]")


def opposites_game(t):
    t.user("opposites | lets play opposites | play opposites [with me|] | can we play opposites | opposites game | the opposites game")
    t.bird("[Gladly! You say a word, and I say the other one.|Good! Say a word.|Yes! Say a word, and I turn it around.]")
    for _ in range(t.rng.choice([2, 3, 4, 5])):
        x, y = t.rng.choice(OPPOSITES)
        if t.chance(0.5):
            x, y = y, x
        t.user(x, dress=False)
        t.bird(f"{capital(y)}[!|!|.|! Next one.|! I thought of Pim.]")
    if t.chance(0.3):
        t.user("stop | enough | no more | i am done | thats enough | that was fun", dress=False)
        t.bird("[That was fun!|You are good at this.] [What next?|]")


def rhyme(t):
    row = t.rng.choice(RHYMES)
    x, rest = row[0], row[1:]
    t.user(f"what rhymes with {x} | [tell me|do you know] a word that rhymes with {x} | rhyme with {x} | find a rhyme for {x} | a rhyme for {x}")
    some = t.rng.sample(rest, min(len(rest), t.rng.choice([1, 2, 2])))
    t.bird(f"{capital(' and '.join(some))} rhyme{'s' if len(some) == 1 else ''} with {x}[.|!]")


def spell(t):
    w = t.rng.choice(SPELLING)
    t.user(f"how do you spell {w} | how [is|do i spell] {w} [spelled|] | spell {w} | can you spell {w} | how do i write {w}")
    t.bird(f"{capital(w)} is spelled {', '.join(w.upper())}.")


def mix(t):
    x, y, z = t.rng.choice(MIXES)
    if t.chance(0.5):
        x, y = y, x
    t.user(f"what [do you get|happens] [if you mix|when you mix|when i mix] {x} and {y} | what colour is {x} and {y} | what does {x} and {y} make | mix {x} and {y} | {x} and {y} makes what | what is {x} plus {y}")
    t.bird(f"{capital(x)} and {y} make {z}[.|!|. I tried it with berries.]")


def colour_of(t):
    thing, colour = t.rng.choice(COLOURS_OF)
    t.user(f"what [colour|color] is {thing} | which colour is {thing} | what colour does {thing.removeprefix('the ')} have")
    t.bird(f"{capital(thing)} is {colour}.")


def plural(noun):
    special = {"mouse": "mice", "goose": "geese", "sheep": "sheep", "fish": "fish", "deer": "deer", "wolf": "wolves", "butterfly": "butterflies", "octopus": "octopuses", "fox": "foxes", "ostrich": "ostriches", "monkey": "monkeys", "donkey": "donkeys", "ladybird": "ladybirds", "rhino": "rhinos", "hippo": "hippos", "red panda": "red pandas", "guinea pig": "guinea pigs", "finch": "finches"}
    return special.get(noun, noun + "s")


def animal(t):
    name, fact, fact2, baby, sound, home, eats, legs = pick(t, ANIMALS)
    many = plural(name)
    the = capital(a(name))
    kind = t.rng.choice(["fact", "fact", "fact", "like", "baby", "sound", "home", "eats"])
    if kind == "fact":
        t.user(f"tell me [something |]about {many} | what do you know about {many} | do you know {many} | what is {a(name)} | tell me [a fact about {many}|about the {name}] | {many} | facts about {many} | do you know anything about {many} | lets talk about {many}")
        t.bird(t.cheer() + fact)
        if t.chance(0.55):
            t.user("[tell me more|more|what else|another fact|anything else|go on|wow tell me more|really|and]", dress=False)
            t.bird(fact2)
        if t.chance(0.25):
            t.user(f"what do they eat | what do {many} eat | and what do they eat", dress=False)
            t.bird(f"They eat {eats}.")
        if t.chance(0.2):
            t.user(f"where do they live | where do {many} live | and where do they live", dress=False)
            t.bird(f"You find them here: {home}.")
        if t.chance(0.2):
            t.user("[do you like them|are you afraid of them|have you met one|have you ever seen one]", dress=False)
            t.bird("[I wave at them from a branch. You never know!|I only know them from stories, but good ones.|I like everybody who steps around my wall.|From a fence post, yes!]")
    elif kind == "like":
        t.user(f"do you like {many} | what do you think of {many} | i like {many} | i love {many} | my favourite animal is {'the ' + name if t.chance(0.3) else a(name)} | {many} are [cool|cute|my favourite|the best|so cute]")
        t.bird(f"[{capital(many)} are fine folks!|I like them too.|{capital(many)}! Good taste.|Oh, {many}!] {t.rng.choice([fact, fact2])}")
    elif kind == "baby":
        t.user(f"what is a baby {name} called | what do you call a baby {name} | whats a baby {name} called | what is the baby of {a(name)} called")
        t.bird(f"A baby {name} is called {baby}.")
    elif kind == "sound":
        t.user(f"what [sound|noise] does {a(name)} make | what does {a(name)} say | how does {a(name)} go | what does the {name} say | what sound do {many} make")
        t.bird(f"{the} makes {sound}." if sound.split()[0] in ("a", "no", "hardly") else f"{the} goes {sound}!")
    elif kind == "home":
        t.user(f"where do {many} live | where does {a(name)} live | where can i find {a(name)}")
        t.bird(f"{capital(many)} live here: {home}." if home.split()[0] not in ("Australia", "Africa") else f"{capital(many)} live in {home}.")
    else:
        t.user(f"what do {many} eat | what does {a(name)} eat | what do {many} like to eat | what can i feed {a(name)}")
        t.bird(f"{capital(many)} eat {eats}.")


def make_word(rng, syllables):
    """A word that nobody knows, so that Biscuit learns to spell what it reads."""
    first = "b bl br c ch cl d dr f fl fr g gl gr h j k kl kr l m n p pl pr qu r s sch sh sk sl sn sp st str sw t th tr v w x y z".split()
    vowels = "a a e e i i o o u ai au ea ee ei ia ie io oa oo ou y".split()
    last = ["", "", "", "b", "ck", "d", "f", "g", "k", "l", "ll", "m", "n", "nd", "ng", "nk", "p", "r", "rk", "rt", "s", "sh", "st", "t", "tt", "x", "z"]
    return "".join(rng.choice(first + [""]) + rng.choice(vowels) + rng.choice(last) for _ in range(syllables))


def make_name(rng):
    """A name; most of them nobody ever had."""
    if rng.random() < 0.35:
        return rng.choice(WORDS["names"])
    return capital(make_word(rng, rng.choice([1, 2, 2, 2, 3])))


def meet(t):
    name = make_name(t.rng)
    typed = t.typist.name(name)
    asked = t.turns and t.turns[-1][1].endswith(("your name?", "who are you?"))
    t.user("my name is {n} | i am {n} | im {n} | i'm {n} | call me {n} | hi i am {n} | hi im {n} | hello my name is {n} | my names {n} | you can call me {n} | its {n} | this is {n}" + (" | {n} | {n}" if asked else ""), dress=False, n=typed)
    t.name = name
    t.bird(t.one_of([
        "Nice to meet you, {n}! [I am Biscuit.|What shall we talk about?|Do you like mud?|Come into my nest!|]",
        "Hello, {n}! [What a good name.|That is easy to chirp.|I will keep your name under my wing.|I am Biscuit.]",
        "{n}! [I like that name.|That sounds like a song.|Welcome, I am Biscuit.] [What do you like to do?|How are you today?|]",
        "Chirp, {n}! [Lovely that you are here.|I am glad you came.|]",
    ]), n=name)  # fmt: skip


def introduce(t):
    """Several things about oneself in one breath."""
    name, age = make_name(t.rng), t.rng.randint(4, 13)
    typed = t.typist.name(name)
    t.user(f"[hello|hi|hey|hello biscuit|hi biscuit|good evening|] [i am|im|my name is|i'm] {{n}}[.| and|,] [i am|im|and i am] {age}[ years old|]", dress=False, n=typed)
    t.name, t.told["age"] = name, NUMBERS[age]
    t.bird(f"[Hello|Chirp|Nice to meet you|Welcome], {name}! [{capital(NUMBERS[age])} is a fine number of springs.|{capital(NUMBERS[age])}! Then you know more than me.|{capital(NUMBERS[age])} springs, and I have had only one.]")


WHAT_NAME = "what is my name | whats my name | do you know my name | what's my name | do you remember my name | who am i | say my name | can you say my name | do you still know my name | what am i called | remember my name"


def ask_name(t):
    t.user(WHAT_NAME)
    if t.name:
        t.bird("[Your name is {n}!|You are {n}.|You are {n}! I kept it under my wing.|{n}! How could I forget?|Of course: {n}!]", n=t.name)
        if t.chance(0.3):
            t.user("[yes|correct|right|good|well done|very good|wow|good memory|you remember]", dress=False)
            t.bird("[Names are like good clay, they stick.|I pay attention, even if I am small!|Hee hee! I repeated it in my head.]")
    else:
        t.bird(t.one_of(["You have not told me yet! What is your name?", "I do not know it yet. Will you tell me?", "Hm, you did not say. What are you called?"]))
        if t.chance(0.6):
            meet(t)


def misname(t):
    """The visitor says no, my name is another."""
    if not t.name:
        return meet(t)
    name = make_name(t.rng)
    t.user("no my name is {n} | actually my name is {n} | my name is not " + t.name + " its {n} | i changed my name to {n} | now call me {n} | from now on call me {n}", dress=False, n=t.typist.name(name))
    t.name = name
    t.bird("[All right, {n} it is!|Oh! Hello, {n}.|Then I will call you {n}.|{n}! I will remember that.]", n=name)


FAVOURITES = {
    "colour": ("colours", ["{C}! [A fine colour.|I can see it before me.|That would look good on a wall.]", "Ooh, {v}! [Mine is clay red.|I know a beetle in that colour.|]"]),
    "food": ("foods", ["{C}! [Now I am hungry, and I do not even eat.|Would there be crumbs?|Good taste!]", "Mm, {v}! [Better than beetles, I guess.|Save me a crumb.|]"]),
    "animal": ("pets", ["{A}! [A fine animal.|I would wave from a branch.|Good choice!]", "Oh, {a}! [Mine is the capybara.|I would like to meet one.|]"]),
    "game": ("activities", ["{C}! [That sounds fun.|I would try it, if I had hands.|Good choice!]"]),
    "hobby": ("activities", ["{C}! [That sounds fun.|A fine hobby.|I like to build, as you know.]"]),
    "place": ("places", ["{C}! [I would like to see it.|A good place to be.|Is there mud?]"]),
    "number": (None, ["{C}! [A fine number.|Mine is four.|I can nearly count to that.]"]),
}  # fmt: skip


def favourite(t):
    """Tell a favourite thing, to be asked for later."""
    what = t.rng.choice(list(FAVOURITES) + ["colour", "colour", "animal", "food"])
    kind, answers = FAVOURITES[what]
    v = str(t.rng.randint(1, 100)) if kind is None else t.rng.choice(WORDS[kind])
    told = a(v) if what == "animal" else v
    if what == "animal":
        said = t.rng.choice([a(v), "the " + v, v, plural(v)])
    else:
        said = v
    t.user(f"my favourite {what} is {said} | {said} is my favourite {what} | i like {said} best | i love {said} its my favourite {what}" if what != "number" else f"my favourite number is {said}", dress=t.chance(0.3))
    if "best" in t.turns[-1][1].lower() and what in ("game", "hobby", "place"):
        t.turns[-1] = ("user", f"my favourite {what} is {said}")
    t.told[what] = told
    t.bird(t.rng.choice(answers), C=capital(v), v=v, A=capital(a(v)), a=a(v))


def ask_favourite(t):
    known = [w for w in t.told if w in FAVOURITES]
    what = t.rng.choice(known) if known and t.chance(0.85) else t.rng.choice(list(FAVOURITES))
    t.user(f"what is my favourite {what} | whats my favourite {what} | do you know my favourite {what} | do you remember my favourite {what} | which {what} do i like best | what {what} do i like | and my favourite {what}")
    if what in t.told:
        v = t.told[what]
        t.bird("[Your favourite {w} is {v}.|You told me: {v}!|{C}, you said! I kept it in my nest.|{C}! You told me so.|Your favourite {w} is {v}!]", w=what, v=v, C=capital(v))
    else:
        t.bird(f"[You have not told me yet. What is it?|I do not know that yet. Tell me!|Hm, you did not say. Which {what} do you like best?]")
        if t.chance(0.5) and what in ("colour", "food", "animal"):
            v = t.rng.choice(WORDS[FAVOURITES[what][0]])
            said = a(v) if what == "animal" else v
            t.user(f"[|its |it is |my favourite {what} is ]{said}", dress=False)
            t.told[what] = said
            t.bird(t.rng.choice(FAVOURITES[what][1]), C=capital(v), v=v, A=capital(a(v)), a=a(v))


def tell_age(t):
    n = t.rng.randint(3, 90) if t.chance(0.2) else t.rng.randint(4, 13)
    t.user(f"i am {n} [years old|] | im {n} [years old|] | i am {NUMBERS[n] if n <= 20 else n} years old | i'm {n}", dress=False)
    said = NUMBERS[n] if n <= 20 else str(n)
    t.told["age"] = said
    t.bird(f"[{capital(said)}! That is a good age.|{capital(said)} springs! I have had only one.|Already {said}! Then you know a lot more than me.|{capital(said)} is a fine number of springs.]")


def ask_age(t):
    t.user("how old am i | do you know how old i am | what is my age | do you remember my age | how old did i say i am")
    if "age" in t.told:
        t.bird(f"[You are {t.told['age']}, you told me!|You said {t.told['age']}. [A fine age!|]|{capital(t.told['age'])}! I remember.]".replace("[A fine age!|]", ""))
    else:
        t.bird("[You have not told me yet. How old are you?|I do not know that, you did not say. Will you tell me?]")
        if t.chance(0.5):
            tell_age(t)


def what_told(t):
    """What do you know about me?"""
    t.user("what do you know about me | what did i tell you | do you remember what i told you | what have i told you | do you know anything about me")
    facts = []
    if t.name:
        facts.append(f"your name is {t.name}")
    for what, v in t.told.items():
        if what.startswith("name of "):
            facts.append(f"your {what.removeprefix('name of ')} is called {v}")
        else:
            facts.append(f"you are {v}" if what == "age" else f"your favourite {what} is {v}")
    if not facts:
        t.bird("[Nothing yet! Only that you are kind enough to chat with a bird.|You have not told me much yet. What is your name?|Not a thing yet. Tell me something about you!]")
    else:
        t.bird("[You told me that |I know that |]".replace("|]", "]") + " and ".join(facts[-3:]) + ".")


def like(t):
    kind, answers = t.rng.choice([
        ("foods", ["I have never tasted {v}, [but it sounds like crumbs|but I would sit on the rim of the plate|I only know beetles]. Do you like it?", "As a program I do not eat, but {v} sounds good. [Is it crunchy?|]", "{C}? [I would try a crumb.|Pim says that it is too fast for him.|]"]),
        ("activities", ["I have no hands for {v}, but I would watch from a post. [Do you like it?|]", "{C} sounds fun! [I mostly build and sing.|Is it hard?|]", "I like building best, but {v} comes soon after."]),
        ("things", ["{A}? [I would build it into my wall.|My sister would carry it home.|If it is shiny, Crumb has it already.]", "I like {a}, [if I can sit on it|as long as it is not a cat]."]),
        ("colours", ["{C} is a fine colour! [Mine is clay red.|It suits berries and beetles.|]", "I like {v}, [it looks good beside brown|but clay red is dearer to me]."]),
        ("places", ["I have never been to {v}. [What is it like?|Is there mud?|]", "{C}! [I would love to see it.|It sounds far for a small bird.]"]),
        ("unknown", ["I do not know enough about {v} to like it. [Do you?|Tell me about it!|]", "{C}? [That never came by my puddle.|I could not say, I am a bird of mud.]"]),
    ])  # fmt: skip
    v = t.rng.choice(WORDS[kind])
    said = v if kind != "things" else t.rng.choice([a(v), plural_thing(v)])
    t.user((f"do you like the colour {said} | " if kind == "colours" else "") + f"do you like {said} | what do you think [about|of] {said} | do you love {said} | do you like {said} too | how do you like {said}")
    t.bird(t.one_of(answers), v=v, C=capital(v), a=a(v), A=capital(a(v)))
    if t.chance(0.3) and kind != "unknown":
        t.user("[yes|no|yes i do|a lot|not so much|yes very much|i love it|i hate it|a little|no i dont|sometimes]", dress=False)
        t.bird("[Good to know!|I see! Tastes are like feathers, each has its own.|Then we both learned something.|Ah! I will remember that while we chat.]")


def plural_thing(v):
    return {"leaf": "leaves", "brush": "brushes", "bus": "buses", "box": "boxes", "torch": "torches", "bench": "benches", "scarf": "scarves", "shelf": "shelves", "battery": "batteries", "paper": "paper", "glass": "glasses"}.get(v, v + ("es" if v.endswith(("sh", "ch", "x", "s")) else "s"))


def child_likes(t):
    kind = t.rng.choice(["foods", "activities", "things", "places", "unknown"])
    v = t.rng.choice(WORDS[kind])
    said = v if kind != "things" else plural_thing(v)
    t.user(f"i [like|love|really like] {said} | {said} [is|are] [great|fun|cool|my favourite] | i like {said} [a lot|so much|very much]".replace("[is|are]", "are" if said.endswith("s") else "is"))
    t.bird(t.one_of([f"{capital(said)}! [What do you like about it?|That sounds good.|Good taste!]", f"[Oh, |Ah, ]{said}! [Tell me more.|I like mud, so we both have something.|]", f"[I can see why.|That makes sense.] What is the best thing about {said}?"]))
    if t.chance(0.5):
        t.user("[its fun|it is fun|because it is cool|i just like it|its the best|they are pretty|its yummy|it tastes good|everything|i dont know|it makes me happy|its so nice]", dress=False)
        t.bird("[A good reason!|I feel like that about clay.|Happy things need no reason.|That is just what I say about mud.]")


def better(t):
    kind = t.rng.choice(["pets", "foods", "colours", "activities", "things", "places"])
    x, y = t.rng.sample(WORDS[kind], 2)
    if kind == "pets":
        x, y = plural(x), plural(y)
    elif kind == "things":
        x, y = plural_thing(x), plural_thing(y)
    t.user(f"do you like {x} or {y} [more|better|] | [what|which] is better {x} or {y} | {x} or {y} | do you prefer {x} or {y} | which do you like better {x} or {y}")
    z = t.rng.choice([x, y])
    t.bird("[I would say {z}!|{C}, I think. [But only by a feather.|And you?|]|Hm, {z}! And you?|{C}! [What about you?|]]".replace("[But only by a feather.|And you?|]", "").replace("[What about you?|]", ""), z=z, C=capital(z))
    if t.chance(0.4):
        w = t.rng.choice([x, y])
        t.user(f"[i like {w}|{w}|me too|i think {w}|both|i like both]", dress=False)
        t.bird("[Both are fine, if you ask a bird.|Good choice!|There is room for all of it.|Then we would share it well.]")


def unknown(t):
    v = t.rng.choice(WORDS["unknown"]) if t.chance(0.65) else make_word(t.rng, t.rng.choice([2, 2, 3]))
    t.user(
        "what is {v} | what are {v} | tell me about {v} | how do {v} work | how does {v} work | explain {v} | who is {v}"
        " | do you know [about |]{v} | what do you know about {v} | where is {v} | why is {v} [important|so big|so famous]"
        " | when was {v} [invented|discovered|born] | can you explain {v} | i want to know about {v} | how old is {v}"
        " | {v} | can you teach me [about |]{v} | who invented {v} | i am learning about {v} | how big is {v} | what does {v} mean"
        " | do you know what {v} [is|are|means] | do you know what a {v} is | what is a {v} | whats a {v} | tell me about the {v}"
        " | i have a question about {v} | have you heard of {v} | lets talk about {v}",
        v=v,
    )
    t.bird(t.cheer() + t.one_of([
        "{C}? That is bigger than my nest. I do not know about it, sorry!",
        "{C} never came by my puddle. [Ask a grown-up or look in a good book.|What do you know about it?|]",
        "Hm, {v}. I am a small bird and I do not know that one. [Shall we talk about clay instead?|A library may help!|]",
        "I do not know anything about {v}, and I do not like to guess. [A good book knows more.|]",
        "That one flies too high for me. [I know mud, birds and small stories.|A grown-up or a book will know.]",
        "My small head holds no answer to that. [Tell me what you know about it!|I could tell you about nests, though.]",
        "I am not sure, so I had better not make it up. [A book or a teacher can tell you.|]",
        "Sorry, I was only raised on mud and small talk. [That one I never learned.|]",
    ]), v=v, C=capital(v))  # fmt: skip
    if t.chance(0.4):
        t.user("[why not|why dont you know|but why|you should know that|you dont know much|oh ok|ok|thats ok|can you find out|look it up|please|are you stupid|google it|never mind|ok never mind]", dress=False)
        last = t.turns[-1][1].lower()
        if "find" in last or "look" in last or "google" in last or "pleas" in last or "pls" in last:
            t.bird("[I cannot look things up, I work without a network.|I have no network in here, only what I learned. Sorry!|I would if I could! But I cannot search for things.]")
        elif "ok" in last or "never" in last:
            t.bird("[Thank you for your patience! What else shall we talk about?|Good! Would you like a joke instead?|Right. Ask me about birds, I am better at that.]")
        else:
            t.bird("[I am a very small model, so there is a lot that I do not know.|Only a little fits into a small bird. I know mud best!|I learned from little talks, and that was not in there.]")


def cannot(t):
    d = t.rng.choice(WORDS["doings"])
    t.user(f"can you {d} | please {d} | {d} | could you {d} | {d} for me | will you {d} | i want you to {d}")
    t.bird(t.one_of([
        "I would like to, but I can only chat. [No hands, you see!|]",
        "That is beyond my beak, I only do words. [Shall I tell you a story instead?|]",
        "Sadly no. I am a program for small talk. [Ask somebody with hands!|]",
        "I cannot do that. [I can tell you a joke or a rhyme, though.|But I would cheer for you.]",
    ]))  # fmt: skip


def event(t):
    e, p = t.rng.choice(WORDS["events"]), t.rng.choice(WORDS["people"])
    when = t.rng.choice(["", "", " today", " yesterday", " at school", " this morning", " with my " + p, " on the way home", " again"])
    who = t.rng.choice(["i", "i", "i", "we", "my " + p])
    t.user(f"{who} {e}{when}")
    t.bird(t.one_of([
        "Oh! [And then?|What happened next?|How did it go on?]",
        "[That sounds like quite a day!|Really? Tell me more!|How was that?]",
        "[I would have liked to see that from my branch.|Things do happen!] [And how did you feel?|]",
        "[Such a thing has never happened in our nest!|Pim will want to hear that.] [Tell me more!|]",
        "I see! [Was it nice?|Were you happy or cross?|]",
    ]))  # fmt: skip
    if t.chance(0.6):
        good = t.chance(0.6)
        t.user("[it was fun|it was great|i was happy|it was nice|i liked it|yes|then we laughed|it was good|so fun]" if good else "[it was sad|i was sad|i was angry|not so good|it was bad|no|i didnt like it|i was cross|it was annoying]", dress=False)
        t.bird("[How lovely! A good bit to keep in your nest.|That makes me chirp!|I am glad. Such things make a day shine.]" if good else "[I am sorry. Tomorrow is fresh clay.|Oh, that is a pity. Shall I cheer you up with a joke?|That was no fun, then. I am glad you told me.]")


def ever(t):
    what = t.rng.choice(["seen {x}", "eaten {f}", "been to {p}", "played {c}", "met {x}", "tried {f}"])
    what = what.replace("{x}", a(t.rng.choice(WORDS["pets"] + WORDS["things"]))).replace("{f}", t.rng.choice(WORDS["foods"])).replace("{p}", t.rng.choice(WORDS["places"])).replace("{c}", t.rng.choice(WORDS["activities"]))
    t.user(f"have you [ever |]{what} | did you ever {what.replace('seen', 'see').replace('eaten', 'eat').replace('been to', 'go to').replace('played', 'try').replace('met', 'meet').replace('tried', 'try')}")
    t.bird(t.one_of(["Only in stories! I live in your browser, you know. [Have you?|]", "Never yet. [What was it like for you?|I would like to, once.|Have you?]", "No, but tell me about it! [I collect such things.|]"]))


def nonsense(t):
    """Words that are none."""
    rng = t.rng
    kind = rng.random()
    if kind < 0.4:
        text = " ".join(make_word(rng, rng.choice([1, 2, 2, 3])) for _ in range(rng.choice([1, 1, 1, 2, 3])))
    elif kind < 0.8:
        text = "".join(rng.choice("asdfghjklqwertzuiopyxcvbnm") for _ in range(rng.randint(3, 12)))
    else:
        text = rng.choice("abcdefghijklmnopqrstuvwxyz.!?12367890") * rng.randint(1, 9)
    t.user(text, dress=False)
    t.bird(t.one_of([
        "I did not catch that. [Could you say it in other words?|Was that a sneeze?|]",
        "Hm? [That sounded like Rulo with a mouth full of flies.|Say it once more, please.|]",
        "My small head did not follow. [Try me again!|What would you like to talk about?]",
        "[I do not know that word.|That one is new to me!] [What does it mean?|Did the cat walk over the keys?|]",
    ]))  # fmt: skip
    if t.turns[-1][1].endswith("mean?") and t.chance(0.6):
        t.user("[nothing|i dont know|i made it up|its a word|haha nothing|its a secret language|it means hello|its my name for a frog]", dress=False)
        t.bird("[A good word, all the same! I will teach it to Rulo.|Hee hee! I like made-up words.|Then it is ours now, yours and mine.]")


def remark(t):
    """Something that was or happened, of no topic that Biscuit knows."""
    rng = t.rng
    pick = lambda kind: rng.choice(WORDS[kind])
    noun = pick(rng.choice(["things", "pets", "people"]))
    kind = rng.random()
    if kind < 0.25:
        return f"{pick('openers')} {noun} [was|is] {pick('qualities')}"
    if kind < 0.45:
        return f"{pick('openers')} {noun} {pick('moves')}"
    if kind < 0.6:
        return f"[then|and then|but then|yes and|and|so] [i|we|he|she|my {pick('people')}] {pick('events')}"
    if kind < 0.75:
        return f"[it|he|she] was [very |so |a bit |really |]{pick('qualities')}[| and then {pick('openers')} {noun} {pick('moves')}]"
    if kind < 0.88:
        return f"[yes|no|because|well]  [it had|i had|we had|there was] {a(pick('things'))} and {a(pick('things'))}"
    return f"i [want|need|got|have|saw|bought|lost|found|made] {a(noun)}"


def listen(t):
    """A visitor tells, and Biscuit listens, for several turns."""
    if t.chance(0.5):
        event(t)
    for _ in range(t.rng.choice([1, 1, 2, 3])):
        t.user(remark(t), dress=False)
        t.bird(t.one_of([
            "[Oh!|I see!|Ah!|Really?] [And then?|Go on, I am listening.|Tell me more!|What happened next?]",
            "[That is something to tell Pim!|Such things happen!|I can nearly see it before me.] [|And how did you feel?|]",
            "[Hm, I see.|Aha!] [Was that good or bad?|Did you like that?|I like it when you tell me things.]",
            "[Goodness!|Mud and feathers!|Crumbs!] [I would have made big eyes.|That never happened at my puddle.|]",
            "[Thank you for telling me.|Good to know!] [I live far from all that.|Is there more?|]",
        ]))  # fmt: skip
        end = t.turns[-1][1]
        if end.endswith(("bad?", "that?", "feel?")) and t.chance(0.6):
            good = t.chance(0.6)
            t.user("good | yes | i liked it | it was good | happy | yes it was fun" if good else "bad | no | not really | i didnt like it | sad | it was bad", dress=False)
            t.bird("[Then I am glad!|Good! Keep it in your nest.|That makes me chirp.]" if good else "[Oh, I am sorry.|That is a pity. Tomorrow is fresh clay.|Then I am sorry. Shall I cheer you up?]")


NEWS = [
    ("my mom is having a baby | we are getting a baby | my mom is pregnant | i will be a big [sister|brother]", [
        ("a [girl|boy] | its a [girl|boy] | i hope its a [girl|boy] | we dont know yet", "[How exciting! A little chick in the nest.|Lovely! Then you will be the big one who shows how things work.]"),
        ("im [a bit |]scared | i am [a bit |]worried | i am nervous", "[That is all right, it is something new. There is enough love for two, nests get bigger.|I understand. I was worried before Crumb came, and now I would not be without her.]"),
        ("will [she|he|it] like me | will the baby like me", "[I am sure! You will be the one who can make funny faces.|Give it time. Babies like those who are gentle and a bit silly.]"),
        ("i am happy | i cant wait | im so excited", "[So would I be! One more voice for the choir.|How lovely! Save up some good stories for it.]"),
    ], "[A new chick! How exciting.|Oh, lovely news! Is it a brother or a sister?|How wonderful! Are you looking forward to it?]"),
    ("i lost a tooth [today|] | my tooth fell out | my tooth came out", [
        ("yes it hurt [a bit|] | it hurt | it was bleeding | no it didnt hurt", "[You were brave! It heals quickly.|Now there is room for a bigger one.]"),
        ("it was in an apple | at school | at lunch | in my sandwich | this morning", "[What a place to lose it!|Hee hee! I hope that you did not swallow it.]"),
        ("i put it under my pillow | the tooth fairy will come", "[Then sleep well, and let us see what happens!|A good place for it, soft and safe.]"),
    ], "[Hooray, a gap! Did it hurt?|Now you can whistle through it! Where did it happen?|A tooth! I never had one to lose.]"),
    ("i built a [sand|snow|] castle [at the beach|] | we made a sandcastle [yesterday|at the beach|]", [
        ("it had [three|two|four|many] towers [and a moat|] | it was very [big|high]", "[Towers! You build like a master.|Then it was a proper castle. I would have moved in.]"),
        ("a [big |]wave [came and |]washed it away | the sea took it | it broke | my brother jumped on it", "[Oh! Then it is sand again, and you can build the next one.|That happens to the best builders. The fun was in the making.]"),
        ("what would you build | what would you have built", "[An oven with a window! And a path for Pim.|A round house, of course. With a very small door.]"),
    ], "[Wet sand holds, dry sand runs away. How high was it?|A colleague! What did it look like?]"),
    ("i broke my [arm|leg] | i have a broken [arm|leg]", [
        ("at the playground | i fell from a tree | i fell off my bike | at school | in sports", "[Ouch! That was a bad landing. I had some of those.|Oh dear. I hope that somebody was with you.]"),
        ("yes it hurts | it hurts a lot | a bit", "[Poor you! Tell a grown-up when it gets worse, please.|I am sorry. It gets better day by day.]"),
        ("[mom|dad] is taking me to the doctor | i was at the doctor | i have a cast | we go to the hospital", "[That is right, they know how to mend it.|Good! They will look after you well. Will friends paint on your cast?]"),
    ], "[Oh no! How did that happen?|Ouch! Does it hurt a lot?]"),
    ("i had a [bad dream|nightmare] | i had a scary dream", [
        ("there was a [monster|wolf|ghost|big dog|snake|dragon] | a monster was there", "[Ugh! But it was only in the dream. It cannot come out.|That sounds scary. Shall we give it a silly hat?]"),
        ("it wanted to eat me | it chased me | it ran after me", "[And now you are awake and safe. It stays in the dream.|I would have been frightened too! Give the dream a funny end: it trips over a snail.]"),
        ("i feel better | thank you i feel better | ok", "[I am glad! Turn your pillow round, that helps too.|Good! Sleep as snug as an egg.]"),
    ], "[Oh dear. A bad dream is only a story that your head made up. What happened in it?|I am sorry! You are awake now. Do you want to tell me about it?]"),
    ("my [mom|dad|grandma|uncle|aunt] is a [baker|teacher|doctor|nurse|builder|farmer|painter|cook] | my [mom|dad] works as a [baker|teacher|nurse|builder]", [
        ("[she|he] makes [bread|cakes|houses|food|pictures] | [she|he] bakes bread | [she|he] builds houses | [she|he] helps people", "[How good! Somebody has to, and it sounds like it is done with love.|That is fine work. I tip my feathers.]"),
        ("[she|he] is always [tired|busy|at work] | [she|he] works a lot", "[Work makes tired. I bet that you make the evening brighter.|Then the time together counts double.]"),
        ("i want to do that too | i want to be that too", "[A fine plan! Ask to come along one day.|Then watch well. I learned it all from watching Papa.]"),
    ], "[A good job! What does a day look like there?|How nice! Do you go along at times?|Somebody who works with both hands! I like that.]"),
    ("i drew [a picture of you|you] | i made a picture of you | i am drawing you", [
        ("it is brown [and has a big beak|] | you have a big beak | you are brown | you are in your nest", "[That is me exactly! I hope that my feet are muddy.|Brown is right! You looked closely.]"),
        ("do you like it | is it good | do you want to see it", "[I cannot see it, but I like that you made it. Thank you!|I am sure that it is lovely. I only get words in here.]"),
    ], "[For me? You make my feathers puff up! What does it look like?|How lovely! Which colours did you use?]"),
]  # fmt: skip


def news(t):
    """Something that happened, with what a visitor goes on to tell."""
    said, more, answer = t.rng.choice(NEWS)
    t.user(said, dress=False)
    t.bird(answer)
    for told, reply in t.rng.sample(more, t.rng.randint(1, len(more))):
        t.user(told, dress=False)
        t.bird(reply)


BEINGS = ["dog", "cat", "hamster", "rabbit", "horse", "bird", "fish", "teddy", "doll", "brother", "sister", "friend", "best friend", "teacher", "guinea pig", "turtle", "parrot", "baby sister", "baby brother", "robot", "snail", "cousin"]


def named(t):
    """A visitor tells what somebody is called."""
    b, name = t.rng.choice(BEINGS), make_name(t.rng)
    typed = t.typist.name(name)
    t.user(f"my {b} is called {{n}} | my {b}s name is {{n}} | i have {a(b)} called {{n}} | i have {a(b)} [his|her|its] name is {{n}} | my {b} is named {{n}} | the name of my {b} is {{n}}", dress=False, n=typed)
    t.told["name of " + b] = name
    t.bird(f"{name}! [A good name for {a(b)}.|That suits {a(b)}, I am sure.|A fine name. Say hello to {name} from me.|I like that. What is {name} like?]")
    if t.chance(0.7 if t.turns[-1][1].endswith("like?") else 0.35):
        t.user("[he|she] is [nice|funny|loud|cute|very nice|small|big|brown|lazy|clever|fluffy|sweet|very fluffy|so fluffy|really funny|a bit lazy|very old|still young|always hungry] | very [nice|funny|cute|loud] | [nice|funny|cute]", dress=False)
        t.bird(f"[Then you are lucky to have {name}!|I would like to meet {name}, from a safe branch.|{name} sounds like good company.]")


def mourned(t):
    """An animal or a person that is gone, told in several turns."""
    b = t.rng.choice(["dog", "cat", "hamster", "rabbit", "bird", "fish", "guinea pig", "horse", "grandma", "grandpa"])
    t.user(f"my {b} [died|is dead|passed away|died yesterday|died last week|died today]", dress=False)
    t.bird("[I am so sorry. You must have loved them a lot. Would you like to tell me about them?|Oh, that is very sad, and it is all right to cry. What did you like to do together?|I am sorry. The love stays, like a print in clay.]")
    he, his, him = ("she", "her", "her") if b == "grandma" or (b != "grandpa" and t.chance(0.5)) else ("he", "his", "him")
    steps = ["name", "why", "miss", "did"]
    t.rng.shuffle(steps)
    for step in steps[: t.rng.choice([1, 2, 3])]:
        if step == "name":
            name = make_name(t.rng)
            t.told["name of " + b] = name
            t.user(f"{his} name was {{n}} | {he} was called {{n}} | {{n}} was {his} name | {he} was named {{n}}", dress=False, n=t.typist.name(name))
            t.bird(f"{name}. [That is a lovely name. What did you like best about {name}?|A good name. I am glad that you told me.|I will think kindly of {name}.]")
        elif step == "why":
            t.user(f"{he} was [very |]old | {he} was [very |]sick | it was an accident | i dont know why", dress=False)
            t.bird("[I am sorry. That is hard to bear.|That is sad. It is good that you talk about it.|I understand. It still hurts, does it not?]")
        elif step == "miss":
            t.user(f"i miss [{him}|them] [so much|a lot|] | i am so sad | i cry a lot | it hurts", dress=False)
            t.bird("[Missing somebody means that you love them. Is someone near who can give you a hug?|Cry as much as you need to. And do let somebody hold you.|That is all right. You could draw them a picture, or plant a flower.]")
        else:
            t.user(f"we [played a lot|went for walks|slept in one bed|read stories|baked cakes|laughed a lot] | {he} was [so soft|so funny|my best friend|always there]", dress=False)
            t.bird("[That is a treasure to keep.|How lovely. That stays with you, like a print in clay.|I can tell how much that means to you.]")


def ask_named(t):
    known = [w for w in t.told if w.startswith("name of")]
    b = t.rng.choice(known).removeprefix("name of ") if known and t.chance(0.85) else t.rng.choice(BEINGS)
    t.user(f"what is my {b} called | whats the name of my {b} | what is my {b}s name | do you remember the name of my {b} | who is my {b} | do you know my {b}s name")
    name = t.told.get("name of " + b)
    if name:
        t.bird(f"[Your {b} is called {name}!|{name}! You told me.|That is {name}. I listen, you see!]")
    else:
        t.bird(f"[You have not told me yet. What is the name?|I do not know that, you did not say.|Hm, I do not know. Do you have {a(b)}?]")


RPS = {"rock": "scissors", "scissors": "paper", "paper": "rock"}


def rock_paper_scissors(t):
    t.user("lets play rock paper scissors | rock paper scissors | can we play rock paper scissors | play rock paper scissors with me | rock, paper, scissors")
    t.bird("[Yes! You first: rock, paper or scissors?|Gladly! Say yours: rock, paper or scissors?]")
    for _ in range(t.rng.choice([1, 2, 2, 3])):
        mine, yours = t.rng.choice(list(RPS)), t.rng.choice(list(RPS))
        t.user(yours, dress=False)
        if mine == yours:
            end = "The same! Once more?"
        elif RPS[mine] == yours:
            end = f"{capital(mine)} beats {yours}, so I win. [Again?|Hee hee! Once more?|]"
        else:
            end = f"{capital(yours)} beats {mine}, so you win! [Well played.|Again?|Once more?]"
        t.bird(f"I take {mine}. {end}")


def repeat_question(t):
    """The same again, and Biscuit notices."""
    t.user("[you already said that|you said that already|you told me that already|i know that already|i know that one|you repeat yourself|you keep saying that|thats what you said before]", dress=False)
    t.bird("[Oh! I am a small bird with few songs. Ask me something new!|Sorry! My head is small and goes in circles. What else shall we talk about?|Hee hee, I do like that bit. Shall we talk of something new?]")


# How often each is used, beside the topics.
SKILLS = {
    joke: 10, knock: 3, riddle: 6, story: 7, verse: 5, would_you: 3, sums: 26, order: 5, opposite: 6, rhyme: 5,
    spell: 3, mix: 2, colour_of: 3, animal: 18, like: 9, child_likes: 8, better: 6, unknown: 22, nonsense: 7, listen: 22, named: 15, ask_named: 9, opposites_game: 3, introduce: 8, mourned: 5, news: 14, cannot: 6,
    event: 10, ever: 4, rock_paper_scissors: 3, meet: 15, ask_name: 10, misname: 1, favourite: 10,
    ask_favourite: 8, tell_age: 4, ask_age: 2, what_told: 2, repeat_question: 2,
}  # fmt: skip

OFFERS = {joke: "a joke", riddle: "a riddle", story: "a story", verse: "a song"}
QUESTIONS = [([q.strip() for q in ends.split("|")], said, reply) for ends, said, reply in rows(HERE / "tables/questions.txt")]


def reply_to_question(t):
    """What a visitor says when Biscuit has just asked something; nothing if it has not."""
    role, text = t.turns[-1]
    if role != "biscuit" or not text.endswith("?"):
        return
    if text.endswith(("What is your name?", "Who are you?", "And who are you?", "What are you called?")):
        return meet(t)
    words = text.lower()
    for skill, what in OFFERS.items():
        if words.endswith((f"a {what[2:]}?", f"{what} instead?", f"with {what}?", f"you {what}?", "cheer you up?")) and " or " not in words[-30:]:
            if skill is not verse:
                return skill(t, "yes | yes please | ok | sure | yeah | please | yes tell me | of course | ok tell me")
    if "a joke" in words[-45:] or "a riddle" in words[-45:] or "a story" in words[-45:]:
        skill = t.rng.choice([s for s, w in OFFERS.items() if w in words[-45:] and s is not verse])
        return skill(t, f"{OFFERS[skill]} | {OFFERS[skill]} please | {OFFERS[skill][2:]} | i want {OFFERS[skill]}")
    fitting = [(said, reply) for ends, said, reply in QUESTIONS if any(fits(text, end) for end in ends)]
    if fitting:
        said, reply = t.rng.choice(fitting)
        name = make_name(t.rng)
        t.user(said, dress=False, n=t.typist.name(name), age=str(t.rng.randint(4, 14)))
        t.bird(reply, N=name)
        if t.chance(0.5):
            reply_to_question(t)


def fits(text, end):
    """Whether a text ends with a question that may hold a name."""
    before, slot, after = end.partition("{N}")
    if not slot:
        return text.endswith(end)
    return text.endswith(after) and before in text
