"""
Writes the texts that the model is tested on: talks written out, and topics asked in ways kept from training.

    python3 heldout.py > ../../heldout.txt
"""

from generate import HERE, as_text, talks
from grammar import dialogues

ROLES = {"U": "user", "B": "biscuit"}

if __name__ == "__main__":
    written = [[(ROLES[who], text) for who, text in talk] for talk in dialogues(HERE / "heldout/written.txt")]
    grown = [turns for turns in talks(7, 200, held_out=True) if 4 <= len(turns) <= 16][:60]
    print("\n\n".join(as_text(turns) for turns in written + grown))
