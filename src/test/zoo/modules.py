"""Modules with the inputs and outputs that exported models have in public. They make attention masks
themselves and hand caches through as plain tensors, so that any batch, length and past can be given."""

import torch
from torch import nn
from transformers.cache_utils import Cache


class GraphCache(Cache):
    """Keys and values as plain tensors, so that tracing sees nothing but a concatenation."""

    def __init__(self, past):
        self.layers = []
        self.past = list(zip(past[::2], past[1::2]))
        self.present = []

    def update(self, key, value, layer, *args, **kwargs):
        if self.past:
            key = torch.cat([self.past[layer][0], key], dim=2)
            value = torch.cat([self.past[layer][1], value], dim=2)
        self.present += [key, value]
        return key, value

    def get_seq_length(self, *args, **kwargs):
        return self.past[0][0].shape[2] if self.past else 0


def additive(allowed):
    return (~allowed).to(torch.float32) * torch.finfo(torch.float32).min


def padding_mask(attention_mask):
    return additive(attention_mask[:, None, None, :].bool())


def causal_mask(attention_mask, length, window=None):
    """[batch, 1, length, total] for the last `length` positions of a text."""
    total = attention_mask.shape[1]
    keys = torch.arange(total)[None, :]
    queries = (torch.arange(length) + (total - length))[:, None]
    allowed = keys <= queries
    if window:
        allowed = allowed & (keys > queries - window)
    return additive(allowed[None, None] & attention_mask[:, None, None, :].bool())


class Causal(nn.Module):
    """input_ids, attention_mask → logits"""

    def __init__(self, model, window=None):
        super().__init__()
        self.model, self.window = model, window

    def forward(self, input_ids, attention_mask):
        length = input_ids.shape[1]
        mask = causal_mask(attention_mask, length)
        if self.window:
            mask = {
                "full_attention": mask,
                "sliding_attention": causal_mask(attention_mask, length, self.window),
            }
        positions = torch.arange(length)[None, :].expand(input_ids.shape)
        return self.model(
            input_ids=input_ids, attention_mask=mask, position_ids=positions, use_cache=False
        ).logits


class CausalWithCache(nn.Module):
    """input_ids, attention_mask, position_ids, key and value of each layer → logits, the new ones"""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, position_ids, *past):
        cache = GraphCache(past)
        logits = self.model(
            input_ids=input_ids,
            attention_mask=causal_mask(attention_mask, input_ids.shape[1]),
            position_ids=position_ids,
            past_key_values=cache,
            use_cache=True,
        ).logits
        return (logits, *cache.present)


class Encoder(nn.Module):
    """input_ids, attention_mask, perhaps token_type_ids → one output"""

    def __init__(self, model, output):
        super().__init__()
        self.model, self.output = model, output

    def forward(self, input_ids, attention_mask, *token_type_ids):
        more = {"token_type_ids": token_type_ids[0]} if token_type_ids else {}
        mask = padding_mask(attention_mask)
        return self.model(input_ids=input_ids, attention_mask=mask, **more)[self.output]


class Translator(nn.Module):
    """input_ids, attention_mask, decoder_input_ids → logits"""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, decoder_input_ids):
        length = decoder_input_ids.shape[1]
        return self.model(
            input_ids=input_ids,
            attention_mask=padding_mask(attention_mask),
            decoder_input_ids=decoder_input_ids,
            decoder_attention_mask=causal_mask(torch.ones_like(decoder_input_ids), length),
            use_cache=False,
        ).logits


class Images(nn.Module):
    """pixel_values → logits"""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        output = self.model(pixel_values)
        return output if isinstance(output, torch.Tensor) else output.logits
