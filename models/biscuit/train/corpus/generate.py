"""
Talks without end, the same for the same seed.

    python3 generate.py 5         # shows five of them
    python3 generate.py --count   # what is in the corpus
"""

import random
import re
import sys
from pathlib import Path

import skills
from grammar import dialogues, topics
from talk import GENTLE, Talk

HERE = Path(__file__).parent
TOPICS = {t.name: t for path in sorted((HERE / "topics").glob("*.txt")) for t in topics(path)}
WRITTEN = [d for path in sorted((HERE / "dialogues").glob("*.txt")) for d in dialogues(path)]

# Short turns that only make sense after something was said, or at an end.
REACTIONS = ["wow", "haha", "really", "ok", "thanks", "confused", "compliment_answer"]
PLACED = set(REACTIONS) | {"hello", "bye", "goodnight", "yes", "no", "tell_me_more_generic", "back", "wait"}
OPENERS = [name for name in TOPICS if name not in PLACED]
# Answers that are as many things to tell: "more" brings another.
LISTS = {"you_choose", "ask_me_something", "bored", "drawing", "weekend_ideas", "what_is_ovenbird", "birds", "nest", "clay"}
WEIGHTS = [2 if name in ("how_are_you", "you_choose", "what_are_you", "privacy", "gibberish_word") else 1 for name in OPENERS]

WHAT_IS = re.compile(r"(what|whats|what's) (is|are)?\b|tell me about|\w+$")
# Topics whose answers are all reasons already.
ANSWER_WHY = {"why_biscuit", "birdsong", "wings", "where_birds_go", "sky", "mascot"}

WHY = (
    "why | why? | why is that | but why | how come | why so | why not | and why | tell me why | why does it do that"
    " | why do you think that | why do you say that | whyyy"
)
HOW = "how | how does that work | how do you do that | how so | how does it work | how do they do that | how is that"
MORE = (
    "tell me more | more | go on | what else | tell me more about that | and | anything else | more please | tell me another thing"
    " | i want to know more | keep going | what else do you know | really tell me more | wow tell me more | cool tell me more"
    " | what else can you tell me | another one | tell me another one | is there more"
)
NO_WHY = [
    "Why indeed! [I only know that it is so.|My small head has no reason for that.]",
    "Hm, good question. [I have no why for that one.|I will ask Lola about it.]",
    "I do not know why. [Do you have an idea?|What do you think?]",
]
NO_HOW = ["How exactly, I do not know. [I am only a small bird.|]", "That is a good question, and I have no good answer. [Do you know?|]"]
OPENINGS = [
    "Hello! I am Biscuit, a small ovenbird. What shall we talk about?",
    "Chirp! I am Biscuit. I live in your browser. Ask me something!",
    "Hi! I am Biscuit. What is your name?",
    "Hello! I am Biscuit, and my feet are muddy. Who are you?",
]


def fitting(topic, way):
    """The answers that suit the way in which a topic was brought up."""
    if way.startswith("why ") and topic.why and topic.name not in ANSWER_WHY:
        return topic.why
    if way.startswith("how do") and topic.how:
        return topic.how
    if topic.definitions and WHAT_IS.match(way):
        return topic.definitions
    return topic.answers


def about(t, topic, ways=None):
    """A visitor brings up a topic, and asks on for a while."""
    name = topic.name
    ways = (topic.held_out if t.held_out and topic.held_out else topic.asks) if ways is None else ways
    way = t.rng.choice(ways)
    t.user(way, dress=name not in ("gibberish_word", "bye", "test"))
    answer = t.one_of(fitting(topic, way))
    question = None
    if topic.questions and t.chance(0.3):
        question, replies = t.rng.choice(topic.questions)
        answer = answer.rstrip() + " " + question
    t.bird(t.cheer(name) + answer)
    if question and t.chance(0.8):
        kind = t.rng.choice(["yes", "yes", "no", "else"])
        t.user({
            "yes": "yes | yeah | yes i do | yep | sure | of course | yes please | yes i have | yes a lot | ya",
            "no": "no | nope | not really | no i dont | nah | never | no i dont think so | no thanks",
            "else": "maybe | a little | sometimes | i dont know | i think so | hmm | a bit | sort of | many | it depends",
        }[kind], dress=False)  # fmt: skip
        t.bird(replies[kind])
        return
    steps = t.rng.choice([0, 0, 1, 1, 1, 2, 2, 3, 4])
    for _ in range(steps):
        kind = t.rng.choices(["why", "how", "more", "next", "react"], [22, 8, 30, 30, 18])[0]
        if kind == "why" and not set(topic.why) - t.used and t.chance(0.8):
            continue
        elif kind == "why":
            t.user(WHY, dress=False)
            t.bird(t.fresh(topic.why) or t.one_of(NO_WHY))
        elif kind == "how" and topic.how:
            t.user(HOW, dress=False)
            t.bird(t.fresh(topic.how) or t.one_of(NO_HOW))
        elif kind == "more":
            if not (set(topic.more) | set(topic.answers if name in LISTS else [])) - t.used and t.chance(0.8):
                continue
            t.user(MORE, dress=False)
            others = topic.answers if name in LISTS else []
            t.bird(t.fresh(topic.more) or t.fresh(others) or t.one_of(TOPICS["tell_me_more_generic"].answers))
        elif kind == "next" and topic.nexts:
            asked, reply = t.rng.choice(topic.nexts)
            if asked in t.used:
                continue
            t.used.add(asked)
            t.user(asked, dress=False)
            t.bird(reply)
        elif kind == "react" and name not in GENTLE:
            react(t)


def react(t):
    topic = TOPICS[t.rng.choices(REACTIONS, [5, 3, 3, 4, 3, 1, 1])[0]]
    t.user(t.rng.choice(topic.asks), dress=False)
    reply = t.one_of(topic.answers)
    if topic.name == "thanks" and t.name and t.chance(0.3):
        reply = "You are welcome, " + t.name + "!"
    t.bird(reply)


def greet(t):
    t.user(t.rng.choice(TOPICS["hello"].asks), dress=False)
    if t.name and t.chance(0.7):
        t.bird("[Hello again, {n}!|Chirp, {n}!|Hi, {n}!] [What is new?|Good to see you.|How are you?]", n=t.name)
    else:
        t.bird(t.one_of(TOPICS["hello"].answers))
    if not t.name and t.chance(0.3 if "name" not in t.turns[-1][1] else 0.7):
        skills.meet(t)
    elif t.chance(0.25):
        about(t, TOPICS[t.rng.choice(["how_are_you", "i_am_good"])])


def part(t):
    topic = TOPICS[t.rng.choice(["bye", "bye", "bye", "goodnight"])]
    t.user(t.rng.choice(topic.asks), dress=False)
    if t.name and t.chance(0.6):
        t.bird("[Goodbye, {n}!|Bye bye, {n}!|See you, {n}!] [Mind the puddles.|It was lovely to chat.|Come back soon!|Fly safely!]" if topic.name == "bye" else "[Good night, {n}!|Sleep well, {n}!] [Sleep as snug as an egg.|Dream of a friendly puddle.|]", n=t.name)
    else:
        t.bird(t.one_of(topic.answers))


def written(t):
    """One of the talks that were written out, from its beginning and perhaps not to its end."""
    turns = t.rng.choice(WRITTEN)
    name = skills.make_name(t.rng)
    end = len(turns) if t.chance(0.7) else 2 * t.rng.randint(1, max(1, len(turns) // 2))
    for who, text in turns[:end]:
        if who == "U":
            t.user(text, dress=False, name=t.typist.name(name))
        else:
            t.bird(text, name=name)
    if any("{name}" in text for _, text in turns[:end]):
        t.name = name


def talk(rng, held_out=False):
    """A whole talk: a list of (role, text)."""
    t = Talk(rng, held_out)
    limit = rng.choice([1, 1, 200, 400, 400, 700, 700, 1100, 1800])  # letters after which no new exchange begins
    if t.chance(0.15):
        t.bird(rng.choice(OPENINGS))
        if t.turns[-1][1].endswith(("name?", "you?")) and t.chance(0.7):
            skills.meet(t)
    if WRITTEN and not held_out and t.chance(0.22):
        written(t)
    if t.chance(0.3):
        greet(t)
    while not any(r == "user" for r, _ in t.turns) or t.length < limit:
        if t.turns and t.chance(0.55):
            skills.reply_to_question(t)
        kind = rng.random()
        if kind < 0.57 or held_out:
            about(t, TOPICS[rng.choices(OPENERS, WEIGHTS)[0]])
        elif kind < 0.62 and t.name:
            skills.ask_name(t)
        elif kind < 0.67 and t.told:
            rng.choice([skills.ask_favourite, skills.ask_favourite, skills.ask_named, skills.what_told])(t)
        elif kind < 0.70 and len(t.turns) > 1:
            react(t)
        elif kind < 0.72:
            name = rng.choice(["back", "wait", "yes", "no", "yes", "no", "tell_me_more_generic"])
            about(t, TOPICS[name])
        else:
            rng.choices(list(skills.SKILLS), list(skills.SKILLS.values()))[0](t)
    if t.chance(0.25):
        part(t)
    return t.turns


def as_text(turns):
    """The form that the chat template makes."""
    marks = {"user": "<|user|>", "biscuit": "<|biscuit|>"}
    return "".join(marks[role] + text + "<|end|>" for role, text in turns)


def talks(seed, count, held_out=False):
    rng = random.Random(seed)
    return [talk(rng, held_out) for _ in range(count)]


if __name__ == "__main__":
    if sys.argv[1:] == ["--count"]:
        print(len(TOPICS), "topics,", sum(len(t.asks) + len(t.held_out) for t in TOPICS.values()), "ways to ask,", len(WRITTEN), "written talks,", len(skills.SKILLS), "skills")  # fmt: skip
    else:
        for turns in talks(int(sys.argv[2]) if len(sys.argv) > 2 else 1, int(sys.argv[1])):
            print("\n".join(f"{'>' if role == 'user' else ' '} {text}" for role, text in turns), "\n")
