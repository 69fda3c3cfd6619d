"""
Makes Biscuit from nothing: corpus, tokenizer, training, ONNX, and the log of it. README.md says how to run it.

    python3 train.py --out FOLDER [--talks N] [--steps N]
"""

import argparse
import json
import math
import platform
import sys
import time
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "corpus"))

import chat  # noqa: E402
import export  # noqa: E402
import generate  # noqa: E402
import vocabulary  # noqa: E402
from network import Llama, Shape  # noqa: E402

ROW = 768  # tokens in a row of a batch; talks are laid into rows side by side
USERS_SHARE = 0.1  # how much a visitor's token counts beside one of Biscuit's
SEED = 20261125


def encoded(job):
    """Tokens of talks and how much each counts as a target."""
    seed, count, path = job
    tokenizer = vocabulary.Tokenizer.from_file(path)
    marks = {"user": tokenizer.token_to_id(vocabulary.USER), "biscuit": tokenizer.token_to_id(vocabulary.BISCUIT)}
    end = tokenizer.token_to_id(vocabulary.END)
    # Some visitors' words fall into smaller pieces than they need to, so that no spelling is a surprise.
    torn = vocabulary.Tokenizer.from_file(path)
    torn.model.dropout = 0.15
    found = []
    for number, turns in enumerate(generate.talks(seed, count)):
        ids, counts = [], []
        for role, text in turns:
            reader = torn if role == "user" and number % 4 == 0 else tokenizer
            own = [marks[role], *reader.encode(text).ids, end]
            mine = 1.0 if role == "biscuit" else USERS_SHARE
            ids += own
            counts += [USERS_SHARE] + [mine] * (len(own) - 1)
        found.append((np.array(ids[:ROW], np.int16), np.array(counts[:ROW], np.float16)))
    return found


def rows(talks, rng):
    """Talks, several in a row where they fit: tokens, weights and the talk that each token is of; 0 is none."""
    talks = [talks[i] for i in rng.permutation(len(talks))]
    ids, counts, owners = [], [], []
    open_rows = []
    for tokens, weights in talks:
        row = next((r for r in open_rows if r[0] + len(tokens) <= ROW), None)
        if row is None:
            row = [0, np.zeros(ROW, np.int16), np.zeros(ROW, np.float16), np.zeros(ROW, np.int16), 0]
            open_rows.append(row)
            ids.append(row[1]), counts.append(row[2]), owners.append(row[3])
        at = row[0]
        row[4] += 1
        row[1][at : at + len(tokens)], row[2][at : at + len(tokens)] = tokens, weights
        row[3][at : at + len(tokens)] = row[4]
        row[0] += len(tokens)
        if len(open_rows) > 8:
            open_rows.remove(max(open_rows, key=lambda r: r[0]))
    return [np.stack(x) for x in (ids, counts, owners)]


def losses(model, ids, owners):
    """Of each token but the first of a row, [batch, ROW - 1]; no talk sees another."""
    causal = torch.ones(ids.shape[1], ids.shape[1], dtype=torch.bool, device=ids.device).tril()
    mask = (owners[:, None, :, None] == owners[:, None, None, :]) & causal
    logits = model(ids, mask)[:, :-1]
    return F.cross_entropy(logits.flatten(0, 1).float(), ids[:, 1:].flatten(), reduction="none").view(len(ids), -1)


def learning_rate(step, steps, peak):
    """Up, level, and down to nothing over the last 60 %."""
    return peak * min(1, (step + 1) / 200) * min(1, (steps - step) / (0.6 * steps))


class HeldOut:
    """The texts that are kept for the test, each in a row of its own."""

    def __init__(self, path, tokenizer, device):
        passages = path.read_text(encoding="utf-8").strip().split("\n\n")
        encodings = [tokenizer.encode(p, add_special_tokens=False).ids[:ROW] for p in passages]
        size = len(encodings)
        self.ids = torch.zeros(size, ROW, dtype=torch.long, device=device)
        self.owners = torch.zeros(size, ROW, dtype=torch.long, device=device)
        self.birds = torch.zeros(size, ROW, dtype=torch.bool, device=device)
        marks = [tokenizer.token_to_id(t) for t in (vocabulary.USER, vocabulary.BISCUIT)]
        for i, ids in enumerate(encodings):
            bird = False
            for j, token in enumerate(ids):
                self.birds[i, j] = bird and token not in marks
                bird = token == marks[1] if token in marks else bird
            self.ids[i, : len(ids)] = torch.tensor(ids)
            self.owners[i, : len(ids)] = 1

    @torch.no_grad()
    def perplexities(self, model):
        """Of all tokens, and of Biscuit's alone."""
        all_, birds = [], []
        for i in range(0, len(self.ids), 32):
            part = slice(i, i + 32)
            loss = losses(model, self.ids[part], self.owners[part])
            all_.append(loss[self.owners[part][:, 1:] == 1])
            birds.append(loss[self.birds[part][:, 1:]])
        return math.exp(torch.cat(all_).mean()), math.exp(torch.cat(birds).mean())


def train(data, held_out, shape, args, device):
    torch.manual_seed(SEED)
    model = Llama(shape).to(device)
    run = torch.compile(losses) if device == "cuda" else losses
    decayed = [p for p in model.parameters() if p.dim() == 2]
    optimizer = torch.optim.AdamW(
        [{"params": decayed}, {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0}],
        lr=args.rate, betas=(0.9, 0.95), weight_decay=0.1, fused=device == "cuda",
    )  # fmt: skip
    ids, counts, owners = (torch.from_numpy(x) for x in data)
    log, begin, order = [], time.time(), iter(())
    rng = torch.Generator().manual_seed(SEED)
    for step in range(args.steps):
        batch = next(order, None)
        if batch is None or len(batch) < args.batch:
            order = iter(torch.randperm(len(ids), generator=rng).split(args.batch))
            batch = next(order)
        x, w, o = (t[batch].to(device) for t in (ids, counts, owners))
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, args.steps, args.rate)
        # A row's first token of a talk is no target of the talk before it.
        weights = w[:, 1:].float() * (o[:, 1:] == o[:, :-1])
        with torch.autocast(device, torch.bfloat16):
            loss = (run(model, x.long(), o) * weights).sum() / weights.sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % 100 == 0 or step == args.steps - 1:
            entry = {"step": step, "loss": round(loss.item(), 4), "seconds": round(time.time() - begin, 1)}
            if step % 500 == 0 or step == args.steps - 1:
                entry["perplexity"], entry["perplexity_biscuit"] = (
                    round(p, 4) for p in held_out.perplexities(model)
                )
            log.append(entry)
            print(entry, flush=True)
    return model, log


def same_logits(model, folder):
    """The largest difference between PyTorch, Transformers' LlamaForCausalLM and ONNX, with and without cache."""
    from transformers import LlamaConfig, LlamaForCausalLM

    config = json.loads((folder / "config.json").read_text())
    theirs = LlamaForCausalLM(LlamaConfig.from_dict(config)).eval()
    missing, unexpected = theirs.load_state_dict(
        {n: (w.half() if w.dim() == 2 else w).float().cpu() for n, w in model.state_dict().items()}, strict=False
    )
    assert missing in ([], ["lm_head.weight"]) and not unexpected, (missing, unexpected)
    theirs.tie_weights()
    biscuit = chat.Biscuit(folder)
    ids = biscuit.tokenizer.encode("<|user|>do you like mud?<|end|><|biscuit|>I love mud!<|end|>").ids
    with torch.no_grad():
        expected = theirs(torch.tensor([ids])).logits[0].numpy()
    whole = biscuit.logits(ids)
    biscuit.clear()
    steps = np.concatenate([biscuit.logits(ids[:5]), biscuit.logits(ids[5:6]), biscuit.logits(ids[6:])])
    return float(abs(whole - expected).max()), float(abs(steps - expected).max())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--talks", type=int, default=640_000)
    parser.add_argument("--steps", type=int, default=11500)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--workers", type=int, default=16)
    args = parser.parse_args()
    out, begin = args.out, time.time()
    out.mkdir(parents=True, exist_ok=True)
    torch.set_float32_matmul_precision("high")
    device = "cuda" if torch.cuda.is_available() else "cpu"

    shape = Shape()
    sample = [text for turns in generate.talks(SEED, min(30_000, args.talks)) for _, text in turns]
    tokenizer = vocabulary.learn(sample, shape.vocab_size)
    vocabulary.save(tokenizer, out, shape.max_position_embeddings)
    assert tokenizer.get_vocab_size() == shape.vocab_size, tokenizer.get_vocab_size()
    eos, pad = tokenizer.token_to_id(vocabulary.END), tokenizer.token_to_id(vocabulary.PAD)
    (out / "config.json").write_text(json.dumps(shape.config(eos, pad), indent=2) + "\n")
    generation = {
        "do_sample": True, "temperature": 0.7, "top_k": 20, "max_new_tokens": 200,
        "eos_token_id": eos, "pad_token_id": pad,
    }  # fmt: skip
    (out / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")

    parts = 64
    jobs = [(SEED + 1 + i, args.talks // parts, str(out / "tokenizer.json")) for i in range(parts)]
    with Pool(args.workers) as pool:
        talks = [talk for part in pool.map(encoded, jobs, chunksize=1) for talk in part]
    data = rows(talks, np.random.default_rng(SEED))
    tokens = sum(len(ids) for ids, _ in talks)
    print(f"{len(talks)} talks, {tokens} tokens, {len(data[0])} rows, {time.time() - begin:.0f} s", flush=True)

    held_out = HeldOut(HERE.parent / "heldout.txt", tokenizer, device)
    model, log = train(data, held_out, shape, args, device)
    weights = {name: w.detach().float().cpu().numpy() for name, w in model.state_dict().items()}
    export.write(shape, weights, out / "model.onnx")
    record = {
        "parameters": sum(p.numel() for p in model.parameters()),
        "device": torch.cuda.get_device_name() if device == "cuda" else platform.processor(),
        "torch": torch.__version__,
        "arguments": {k: v for k, v in vars(args).items() if k != "out"},
        "seed": SEED,
        "talks": len(talks),
        "tokens": tokens,
        "seconds": round(time.time() - begin),
        "log": log,
    }
    (out / "log.json").write_text(json.dumps(record, indent=1) + "\n")

    whole, cached = same_logits(model, out)
    print("logits differ from those of Transformers by", whole, "and with a cache by", cached, flush=True)
    assert max(whole, cached) < 1e-3
    samples = {str(t): chat.replay(out, HERE / "prompts.txt", t) for t in (0, 0.7)}
    (out / "samples.json").write_text(json.dumps(samples, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
