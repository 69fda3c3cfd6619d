"""A talk while it grows: who said what, what the visitor told, what was used up."""

from grammar import say
from keyboard import Typist

GENTLE = {
    "very_sad", "pet_died", "bully", "parents_fight", "medical", "dangerous", "adult", "unsafe_stranger",
    "sad", "sick", "hurt", "lonely", "scared", "personal_data", "insult", "goodnight", "bye", "cant_sleep",
}  # fmt: skip
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

    def user(self, pattern, dress=True, **slots):
        text = self.typist.type(say(pattern, self.rng, **slots), dress)
        self._add("user", text)

    def bird(self, pattern, **slots):
        self._add("biscuit", say(pattern, self.rng, **slots))

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
