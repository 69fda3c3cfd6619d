"""
The small grammar that the corpus is written in.

A pattern holds choices, ``[a|b|]`` (the last one empty), which may be nested, and slots, ``{name}``.
A bar outside of brackets divides a line into alternatives.

A file of topics holds blocks that begin with ``## name``; each line in it says with its first word
what it is:

    ?      ways in which a visitor brings the topic up
    =      an answer
    =is    an answer that says what the thing is, for "what is ...?"
    !      more on it, for "tell me more"
    why=   an answer to "why?"
    how=   an answer to "how?"
    %      what may be said next || the answer
    q=     a question that may follow an answer || yes: ... || no: ... || else: ...
"""

import hashlib
import re
from dataclasses import dataclass, field


def alternatives(text):
    """The parts of a text between bars that stand outside of all brackets."""
    parts, depth, begin = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "[") - (c == "]")
        if c == "|" and depth == 0:
            parts.append(text[begin:i])
            begin = i + 1
    if depth:
        raise ValueError(f"unbalanced brackets: {text}")
    return [part.strip() for part in parts + [text[begin:]]]


def say(pattern, rng, **slots):
    """One of the sentences that a pattern stands for."""
    text = rng.choice(alternatives(pattern))
    while "[" in text:
        inner = re.search(r"\[([^\[\]]*)\]", text)
        text = text[: inner.start()] + rng.choice(inner.group(1).split("|")) + text[inner.end() :]
    for name, value in slots.items():
        text = text.replace("{" + name + "}", value)
    return re.sub(r" +", " ", text).strip()


def is_held_out(topic, phrase):
    """Whether a way to say something is kept for the test: about one in fourteen, always the same."""
    return hashlib.sha256(f"{topic}/{phrase}".encode()).digest()[0] % 14 == 0


@dataclass
class Topic:
    name: str
    asks: list = field(default_factory=list)
    held_out: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    definitions: list = field(default_factory=list)
    more: list = field(default_factory=list)
    why: list = field(default_factory=list)
    how: list = field(default_factory=list)
    nexts: list = field(default_factory=list)
    questions: list = field(default_factory=list)


def lines(path):
    return [
        line.strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("# ")
    ]


def rows(path):
    """Lines of cells with || between them."""
    return [[cell.strip() for cell in line.split("||")] for line in lines(path)]


def topics(path):
    found = []
    for line in lines(path):
        kind, _, rest = line.partition(" ")
        if kind == "##":
            found.append(Topic(rest))
            continue
        topic = found[-1]
        if kind == "?":
            ways = alternatives(rest)
            topic.held_out = [w for w in ways if len(ways) >= 8 and is_held_out(topic.name, w)]
            topic.asks = [w for w in ways if w not in topic.held_out]
        elif kind == "%":
            asked, answer = rest.split("||")
            topic.nexts.append((asked.strip(), answer.strip()))
        elif kind == "q=":
            question, *answers = [cell.strip() for cell in rest.split("||")]
            topic.questions.append((question, dict(a.split(": ", 1) for a in answers)))
        elif kind == "=is":
            topic.answers.append(rest)
            topic.definitions.append(rest)
        else:
            {"=": topic.answers, "!": topic.more, "why=": topic.why, "how=": topic.how}[kind].append(rest)
    return found


def dialogues(path):
    """Talks written out, divided by blank lines: U: and B: begin the turns."""
    talks = []
    text = "\n".join(l for l in path.read_text(encoding="utf-8").splitlines() if not l.startswith("#"))
    for block in text.split("\n\n"):
        turns = [line.split(": ", 1) for line in block.strip().splitlines()]
        if turns:
            talks.append([(who.strip(), what.strip()) for who, what in turns])
    return talks
