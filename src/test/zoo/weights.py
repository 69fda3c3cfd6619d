"""Random weights that behave like trained ones: rows and columns of different size, heavy tails, a few
outlier channels, and activations and logits of a usual scale."""

import re
import zlib

import numpy as np
import torch
from torch import nn
from transformers.pytorch_utils import Conv1D

import inputs

SEED = 20261123
LOGITS_STD = 2.0
# What is added to the residual stream, and what goes into the softmax of attention, is kept smaller.
RESIDUAL = re.compile(
    r"(o_proj|down_proj|c_proj|out_lin|lin2|\.wo|\.o|output\.dense|attention\.dense|ffn_output|fc2)$"
)
SCORES = re.compile(r"(q_proj|k_proj|query|key|q_lin|k_lin|\.q|\.k)$")


def generator(*names):
    return np.random.Generator(np.random.PCG64([SEED, zlib.crc32("/".join(names).encode())]))


def outliers(rng, count, low, high):
    factors = np.ones(count)
    if count >= 48:
        factors[rng.choice(count, count // 48, replace=False)] = rng.uniform(low, high, count // 48)
    return factors


def matrix(rng, rows, columns, gain):
    """[outputs, inputs], Student's t with eight degrees of freedom."""
    weight = rng.standard_t(8, (rows, columns))
    weight *= rng.lognormal(0, 0.5, (rows, 1)) * rng.lognormal(0, 0.3, (1, columns))
    weight *= outliers(rng, columns, 2.5, 4)
    return weight * gain / np.sqrt(np.mean(weight**2) * columns)


def table(rng, rows, columns, scale):
    weight = rng.standard_t(8, (rows, columns)) * rng.lognormal(0, 0.3, (rows, 1))
    weight *= outliers(rng, columns, 3, 5)
    return weight * scale / np.sqrt(np.mean(weight**2))


def set_(parameter, values):
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.ascontiguousarray(values, dtype=np.float32)))


def gain(name):
    return 0.6 if RESIDUAL.search(name) else 0.8 if SCORES.search(name) else 1.0


def fill(kind, module, name, rng, embedding_scale):
    """Returns the parameters it has set."""
    weight = getattr(module, "weight", None)
    bias = getattr(module, "bias", None)
    if isinstance(module, nn.Embedding):
        rows, columns = weight.shape
        position = "position" in name or "token_type" in name or "wpe" in name
        scale = 1.0 if columns < 48 else 0.3 if position else embedding_scale
        set_(weight, table(rng, rows, columns, scale))
        return [weight]
    if isinstance(module, Conv1D):
        set_(weight, matrix(rng, weight.shape[1], weight.shape[0], gain(name)).T)
    elif isinstance(module, nn.Linear):
        set_(weight, matrix(rng, *weight.shape, gain(name)))
    elif isinstance(module, nn.Conv2d):
        set_(weight, matrix(rng, weight.shape[0], weight[0].numel(), 1.4).reshape(weight.shape))
    elif "Norm" in kind and weight is not None:
        factors = rng.lognormal(0, 0.25, weight.shape) * outliers(rng, weight.numel(), 3, 5)
        set_(weight, factors - 1 if kind.startswith("Gemma") else factors)
    else:
        return []
    if bias is None:
        return [weight]
    if isinstance(module, nn.BatchNorm2d):
        # Mostly above zero: a deep stack of rectified noise is chaotic, and what is trained is not.
        set_(bias, 0.7 * factors + rng.normal(0, 0.3, bias.shape))
        return [weight, bias]
    set_(bias, rng.normal(0, 0.1, bias.shape))
    return [weight, bias]


def randomize(model, name, embedding_scale=1.0):
    """Sets every parameter; a shared one keeps what its first module gives it."""
    done = set()
    for path, module in model.named_modules():
        own = [p for p in module.parameters(recurse=False)]
        if own and not any(id(p) in done for p in own):
            kind = type(module).__name__
            done |= {id(p) for p in fill(kind, module, path, generator(name, path), embedding_scale)}
    for path, parameter in model.named_parameters():
        if id(parameter) not in done:
            print(f"  {path} {list(parameter.shape)}: plain noise")
            set_(parameter, generator(name, path).normal(0, 0.3, parameter.shape))
    return model.eval()


def measure_batch_norms(model, size):
    """Gives batch norms the statistics of their inputs."""
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = None
        norm.reset_running_stats()
    model.train()
    with torch.no_grad():
        for seed in range(1001, 1005):
            model(torch.from_numpy(inputs.image(seed, (64, 3, size, size))))
    return model.eval()


def scale_logits(run, parameters, shift=0.0):
    """Scales the parameters that logits are proportional to, until those have LOGITS_STD."""
    logits = torch.cat([logits.reshape(-1, logits.shape[-1]) for logits in run()])
    std = (logits - logits.mean(-1, keepdim=True)).std().item()
    with torch.no_grad():
        for parameter in parameters:
            parameter.copy_((parameter + shift) * (LOGITS_STD / std) - shift)
    print(f"  logits had std {std:.3f}")


def centre_logits(run, bias):
    """Takes from the logits what all inputs have in common: means of rectified values, above all."""
    with torch.no_grad():
        bias -= torch.cat(run()).mean(0)


def describe(rows):
    """Whether logits [rows, classes] are flat, one-hot or all the same."""
    logits = torch.from_numpy(rows).double()
    probabilities = logits.softmax(-1)
    entropy = -(probabilities * probabilities.clamp_min(1e-30).log()).sum(-1).mean().item()
    centred = logits - logits.mean(-1, keepdim=True)
    units = centred / centred.norm(dim=-1, keepdim=True)
    other = (units @ units.T - torch.eye(len(units), dtype=torch.float64)).sum().item()
    return (
        f"std {centred.std().item():.2f}, largest probability {probabilities.max(-1).values.mean():.2f},"
        f" entropy {entropy / np.log(rows.shape[-1]):.2f} of a flat one,"
        f" cosine between rows {other / max(1, len(units) * (len(units) - 1)):.2f}"
    )
