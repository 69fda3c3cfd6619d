"""A talk while it grows: who said what, what the visitor told, what was used up."""

from grammar import say
from keyboard import Typist

GENTLE = {
    "very_sad", "pet_died", "bully", "parents_fight", "medical", "dangerous", "adult", "unsafe_stranger",
    "sad", "sick", "hurt", "lonely", "scared", "personal_data", "insult", "goodnight", "bye", "cant_sleep",
}  # fmt: skip
GREETINGS = [
    "hi", "hello", "hey", "hi there", "hello biscuit", "hi biscuit", "hey biscuit", "good morning", "hey there",
    "hello there", "good evening", "hiya", "hello little bird",
]  # fmt: skip
GREETED = ["Hello!", "Hi!", "Hi there!", "Chirp, hello!", "Good day!", "Hey there!"]
SERIOUS = ("Oh", "I am so", "I am sorry", "Ouch", "No,", "Thank you for saying", "That is too heavy", "Please", "That hurts")
CHEERS = ["Chirp!", "Ooh!", "Mud and feathers!", "Ah!", "Hm!", "Crumbs!", "Oh!", "Tweet!"]


class Talk:
    """Turns of `user` and `biscuit`. `held_out`: ask in the ways that are kept for the test."""

    def __init__(self, rng, held_out=False):
        self.rng = rng
        self.held_out = held_out
        self.typist = Typist(rng)
        self.turns = []
        self.name = None
        self.told = {}  # what the visitor told of itself: "favourite colour" -> "red"
        self.used = set()
        self.length = 0
        self.greeted = False

    def user(self, pattern, dress=True, **slots):
        text = self.typist.type(say(pattern, self.rng), dress, slots)
        if dress and not any(role == "user" for role, _ in self.turns) and self.chance(0.3):
            text = self.typist.after_greeting(self.rng.choice(GREETINGS), text)
            self.greeted = True
        self._add("user", text)

    def bird(self, pattern, **slots):
        text = say(pattern, self.rng, **slots)
        if self.greeted and not text.startswith((*SERIOUS, "Hello", "Hi", "Hey", "Chirp", "Good")) and self.chance(0.5):
            text = f"{self.rng.choice(GREETED)} {text}"
        self.greeted = False
        self._add("biscuit", text)

    def _add(self, role, text):
        self.turns.append((role, text))
        self.length += len(text)

    def fresh(self, patterns):
        """One of the patterns that was not used in this talk; None when all were."""
        left = [p for p in patterns if p not in self.used]
        if not left:
            return None
        chosen = self.rng.choice(left)
        self.used.add(chosen)
        return chosen

    def one_of(self, patterns):
        return self.fresh(patterns) or self.rng.choice(patterns)

    def chance(self, p):
        return self.rng.random() < p

    def cheer(self, topic=None):
        """A word before an answer, now and then with the visitor's name."""
        if topic in GENTLE:
            return ""
        if self.name and self.chance(0.13):
            return self.rng.choice(["Ah, {}! ", "Chirp, {}! ", "Oh, {}! ", "Well, {}! "]).format(self.name)
        return self.rng.choice(CHEERS) + " " if self.chance(0.05) else ""
