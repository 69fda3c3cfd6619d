"""
Talks with the exported model, through ONNX Runtime on the processor.

    python3 chat.py FOLDER                  # you type
    python3 chat.py FOLDER prompts.txt      # talks whose visitor's turns are given, one a line
"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from vocabulary import BISCUIT, END, USER


class Biscuit:
    """temperature 0 takes the likeliest token each time."""

    def __init__(self, folder, temperature=0.7, top_k=20, seed=0):
        folder = Path(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.session = ort.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        self.temperature, self.top_k = temperature, top_k
        self.rng = np.random.default_rng(seed)
        self.end = self.tokenizer.token_to_id(END)
        self.clear()

    def clear(self):
        self.past = {
            i.name: np.zeros([1, i.shape[1], 0, i.shape[3]], np.float32)
            for i in self.session.get_inputs()
            if i.name.startswith("past")
        }
        self.length = 0

    def logits(self, ids):
        """Of the tokens given, [tokens, vocabulary]; they are remembered."""
        n = len(ids)
        names = [o.name for o in self.session.get_outputs()]
        values = self.session.run(
            None,
            {
                "input_ids": np.array([ids], np.int64),
                "attention_mask": np.ones([1, self.length + n], np.int64),
                "position_ids": np.arange(self.length, self.length + n)[None].astype(np.int64),
                **self.past,
            },
        )
        out = dict(zip(names, values))
        self.past = {n.replace("present", "past_key_values"): v for n, v in out.items() if n != "logits"}
        self.length += n
        return out["logits"][0]

    def choose(self, logits):
        if not self.temperature:
            return int(logits.argmax())
        best = np.argsort(logits)[-self.top_k :]
        p = np.exp((logits[best] - logits[best].max()) / self.temperature)
        return int(self.rng.choice(best, p=p / p.sum()))

    def answer(self, text, most=200):
        ids = self.tokenizer.encode(f"{USER}{text}{END}{BISCUIT}", add_special_tokens=False).ids
        made = []
        while len(made) < most:
            token = self.choose(self.logits(ids)[-1])
            ids = [token]
            if token == self.end:
                break
            made.append(token)
        self.logits([self.end])
        return self.tokenizer.decode(made, skip_special_tokens=False)


def replay(folder, prompts, temperature):
    biscuit = Biscuit(folder, temperature)
    talks = []
    for block in Path(prompts).read_text(encoding="utf-8").strip().split("\n\n"):
        biscuit.clear()
        talks.append([[line, biscuit.answer(line)] for line in block.splitlines()])
    return talks


if __name__ == "__main__":
    if len(sys.argv) > 2:
        for talk in replay(sys.argv[1], sys.argv[2], 0.7):
            print("\n".join(f"> {asked}\n  {said}" for asked, said in talk), "\n")
    else:
        bird = Biscuit(sys.argv[1])
        while True:
            print(" ", bird.answer(input("> ")))
