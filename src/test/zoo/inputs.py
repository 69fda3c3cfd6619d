"""Inputs that Python and Java make alike, to the last bit: integers are written out, floats follow a
formula whose every step is exact in float32 (README.md has it in words)."""

import json

import numpy as np

MASK = 0xFFFFFFFF


def gauss_like(seed, count):
    """Integers from -510 to 510: the sum of the four bytes of a hash of (seed, index), less its mean."""
    x = (seed * 0x9E3779B9 + np.arange(count, dtype=np.uint64) * 0x85EBCA6B) & MASK
    x ^= x >> 16
    x = (x * 0x7FEB352D) & MASK
    x ^= x >> 15
    x = (x * 0x846CA68B) & MASK
    x ^= x >> 16
    bytes_ = (x & 255) + (x >> 8 & 255) + (x >> 16 & 255) + (x >> 24)
    return bytes_.astype(np.int64) - 510


def noise(seed, shape):
    return (gauss_like(seed, int(np.prod(shape))) / 128).astype(np.float32).reshape(shape)


def image(seed, shape):
    """[batch, channel, y, x]: a triangular wave with noise, each channel of some brightness."""
    b, c, y, x = np.indices(shape, dtype=np.int64)
    phase = x * (3 + seed % 5) + y * (2 + seed % 3) + c * 37 + b * 53 + seed * 29
    wave = abs(phase % 128 - 64) - 32
    grain = gauss_like(seed, int(np.prod(shape))).reshape(shape)
    brightness = (seed * 73 + b * 31 + c * 57) % 9 - 4
    return ((8 * wave + grain + 64 * brightness) / 256).astype(np.float32)


def integers(values):
    values = np.asarray(values, dtype=np.int64)
    return {"type": "int64", "shape": list(values.shape), "data": values.ravel().tolist()}


def flag(value):
    return {"type": "bool", "shape": [1], "data": [bool(value)]}


def noisy(seed, *shape):
    return {"type": "float32", "shape": list(shape), "noise": seed}


def picture(seed, *shape):
    return {"type": "float32", "shape": list(shape), "image": seed}


def array(tensor):
    """The tensor that an entry of inputs.json describes."""
    if "noise" in tensor:
        return noise(tensor["noise"], tensor["shape"])
    if "image" in tensor:
        return image(tensor["image"], tensor["shape"])
    return np.array(tensor["data"], dtype=tensor["type"]).reshape(tensor["shape"])


def arrays(inputs):
    return {name: array(tensor) for name, tensor in inputs.items()}


def write(sets, path):
    """One tensor a line."""
    blocks = []
    for inputs in sets:
        lines = [f"   {json.dumps(name)}: {json.dumps(tensor)}" for name, tensor in inputs.items()]
        blocks.append("  {\n" + ",\n".join(lines) + "\n  }")
    with open(path, "w") as file:
        file.write('{"sets": [\n' + ",\n".join(blocks) + "\n]}\n")


LENGTHS = [16, 24, 17, 21, 19, 23, 18, 20]
PASTS = [0, 0, 5, 8, 16, 1, 12, 0]
LENGTHS_AFTER_PAST = [16, 24, 1, 4, 1, 8, 1, 20]
PADDING = 4


def right_padded(batch, length):
    """The second text of a batch is shorter."""
    mask = np.ones((batch, length), dtype=np.int64)
    mask[1:, length - PADDING :] = 0
    return mask


def text_sets(rng, vocabulary, token_types=False):
    sets = []
    for i, length in enumerate(LENGTHS):
        batch = 1 + i % 2
        inputs = {
            "input_ids": integers(rng.integers(3, vocabulary, (batch, length))),
            "attention_mask": integers(right_padded(batch, length)),
        }
        if token_types:
            types = np.arange(length) >= length // 2
            inputs["token_type_ids"] = integers(np.tile(types, (batch, 1)))
        sets.append(inputs)
    return sets


def cached_sets(rng, vocabulary, layers, heads, head_size, branches=False):
    """First steps, with an empty cache, and later ones, in which the second text has padding in front."""
    sets = []
    for i, (past, length) in enumerate(zip(PASTS, LENGTHS_AFTER_PAST)):
        batch = 1 + i % 2
        mask = right_padded(batch, past + length)
        if past:
            mask = np.ones_like(mask)
            mask[1:, : past // 4] = 0
        inputs = {
            "input_ids": integers(rng.integers(3, vocabulary, (batch, length))),
            "attention_mask": integers(mask),
            "position_ids": integers(np.tile(np.arange(past, past + length), (batch, 1))),
        }
        for layer in range(layers):
            for k, kind in enumerate(["key", "value"]):
                seed = 100 * i + 2 * layer + k + 1
                name = f"past_key_values.{layer}.{kind}"
                inputs[name] = noisy(seed, batch, heads, past, head_size)
        if branches:
            inputs["use_cache_branch"] = flag(past > 0)
        sets.append(inputs)
    return sets


def translation_sets(rng, vocabulary):
    sets = []
    for i, length in enumerate(LENGTHS):
        batch = 1 + i % 2
        sets.append(
            {
                "input_ids": integers(rng.integers(3, vocabulary, (batch, length))),
                "attention_mask": integers(right_padded(batch, length)),
                "decoder_input_ids": integers(rng.integers(3, vocabulary, (batch, 6 + 2 * i))),
            }
        )
    return sets


def picture_sets(size):
    return [{"pixel_values": picture(i + 1, 1 + i % 2, 3, size, size)} for i in range(len(LENGTHS))]
