"""How visitors type: without capitals, in a hurry, with slips of the finger."""

import re

NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip

SHORT = {
    "you": "u", "are": "r", "your": "ur", "please": "pls", "because": "cuz", "what is": "whats",
    "what's": "whats", "i am": "im", "do not": "dont", "thank you": "thx", "favourite": "fav",
    "want to": "wanna", "going to": "gonna", "tell me": "tel me", "really": "rly", "why": "y",
}  # fmt: skip
AMERICAN = {"favourite": "favorite", "colour": "color", "grey": "gray", "mum": "mom", "neighbour": "neighbor"}
APOSTROPHES = {
    "dont": "don't", "cant": "can't", "im": "I'm", "isnt": "isn't", "doesnt": "doesn't", "whats": "what's",
    "thats": "that's", "its raining": "it's raining", "didnt": "didn't", "wont": "won't", "ive": "I've",
    "youre": "you're", "lets": "let's", "hows": "how's", "whos": "who's",
}  # fmt: skip
# Other words for the same; none of them is a word that Biscuit repeats.
SYNONYMS = {
    "mom": ["mum", "mama", "mommy", "mother"], "dad": ["papa", "daddy", "father"], "funny": ["hilarious", "silly"],
    "tell me": ["can you tell me", "please tell me", "could you tell me", "can u tell me"],
    "do you like": ["are you fond of", "do you enjoy", "do u like", "you like"], "sad": ["unhappy", "down", "blue"],
    "kids": ["children", "classmates", "pupils"], "scared": ["afraid", "frightened"], "angry": ["mad", "cross", "furious"],
    "how do you": ["how can you", "how would you"], "what is": ["what's", "tell me what is", "whats"],
    "can you": ["could you", "are you able to", "will you", "would you"], "i want": ["i would like", "id like", "i need"],
    "i like": ["i really like", "i love", "i enjoy", "i quite like"], "i am": ["i'm", "im", "i am really", "i feel"],
    "very": ["really", "super", "so"], "nobody": ["no one", "noone"], "maybe": ["perhaps", "possibly"],
    "bored": ["so bored", "super bored"], "a lot": ["very much", "so much"],
}  # fmt: skip
SMALL_WORDS = re.compile(r"\b(a|an|the|is|are|do|to|of|am|so|it)\b ")
FILLERS = ["just", "really", "actually", "like", "kinda", "maybe", "also"]
ASKS = re.compile(
    r"^(and |so |but |hey |um |biscuit,? )*(what|who|why|how|when|where|which|do|does|did|are|is|am|can|could"
    r"|will|would|have|has|shall|should|may)\b"
)


def replace_words(text, table, rng, chance):
    for word, other in table.items():
        if word in text and rng.random() < chance:
            text = re.sub(rf"\b{re.escape(word)}\b", other, text)
    return text


def reword(text, rng, looseness):
    """The same in other words: a synonym, a small word left out, one put in."""
    for word, others in SYNONYMS.items():
        if word in text and rng.random() < looseness:
            text = re.sub(rf"\b{re.escape(word)}\b", lambda _: rng.choice(others), text, count=1)
    if rng.random() < looseness / 3 and len(text) > 12:
        text = SMALL_WORDS.sub("", text, count=1)
    if rng.random() < looseness / 8 and " " in text:
        words = text.split(" ")
        words.insert(rng.randint(1, min(3, len(words) - 1)), rng.choice(FILLERS))
        text = " ".join(words)
    return text


def slip(word, rng):
    """A word with one slip of the finger."""
    i = rng.randrange(len(word))
    kind = rng.random()
    if kind < 0.3 and i + 1 < len(word):
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind < 0.55:
        return word[:i] + word[i + 1 :]
    if kind < 0.75:
        return word[:i] + word[i] + word[i:]
    return word[:i] + rng.choice(NEIGHBOURS.get(word[i], word[i])) + word[i + 1 :]


class Typist:
    """One visitor's way to type, the same for a whole talk."""

    def __init__(self, rng):
        self.rng = rng
        self.style = rng.choices(["lower", "proper", "dots", "caps"], [45, 33, 19, 3])[0]
        self.american = rng.random() < 0.5
        self.short = rng.choice([0, 0, 0, 0.5])
        self.slips = rng.choice([0, 0, 0, 0.03, 0.08])
        self.looseness = rng.choice([0, 0.1, 0.2, 0.4])

    def name(self, name):
        return name if self.style == "proper" or self.rng.random() < 0.3 else name.lower()

    def type(self, text, dress=True, slots=()):
        """
        What arrives when this visitor wants to say something; `dress` allows small words around it. What fills
        a slot is typed without a slip, since Biscuit is to repeat it letter by letter.
        """
        rng = self.rng
        if dress and rng.random() < 0.13 and len(text) > 4:
            text = rng.choice(
                ["hey ", "so ", "um ", "and ", "hey biscuit ", "biscuit ", "ok ", "hmm ", "oh ", "well ", "but ",
                 "cool ", "haha ok ", "nice ", "thanks ", "ok and ", "ok cool ", "question ", "one more question ",
                 "wait ", "ah ok ", "wow ok ", "good ", "alright ", "i see "]
            ) + text  # fmt: skip
        if dress and rng.random() < 0.08 and len(text) > 4:
            text += rng.choice([" please", " biscuit", " biscuit", " little bird", " lol", " then", " now", " :)"])
        if dress:
            text = reword(text, rng, self.looseness)
        if self.american:
            text = replace_words(text, AMERICAN, rng, 1)
        text = replace_words(text, SHORT, rng, self.short)
        if self.slips:
            text = " ".join(
                slip(w, rng) if len(w) > 2 and w.isalpha() and rng.random() < self.slips else w for w in text.split(" ")
            )
        for name in slots:
            text = text.replace("{" + name + "}", slots[name])
        asks = bool(ASKS.match(text))
        if self.style == "proper":
            text = replace_words(text, APOSTROPHES, rng, 1)
            text = re.sub(r"\bi\b", "I", text)
            text = text[:1].upper() + text[1:]
            if text[-1:].isalnum():
                text += "?" if asks else rng.choice([".", ".", "!"])
        elif self.style == "caps":
            text = text.upper()
        elif self.style == "dots" and text[-1:].isalnum():
            text += rng.choice(["?", "?", "??"] if asks else ["", ".", "!", "!!", "..."])
        return text

    def after_greeting(self, greeting, text):
        """Both in one turn."""
        if self.style == "caps":
            return f"{greeting.upper()} {text}"
        if self.style == "lower":
            return greeting + self.rng.choice([" ", " ", ", ", "! ", "! ", ". "]) + text
        greeting = greeting[:1].upper() + greeting[1:]
        mark = self.rng.choice([", ", "! ", "! ", ". ", " "])
        return greeting + mark + (text if mark in ("! ", ". ") else text[:1].lower() + text[1:])
