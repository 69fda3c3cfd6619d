"""The models of the zoo: their configurations, inputs and outputs."""

import dataclasses
from typing import Callable

import torch
import torchvision
import transformers as hf
from torch import nn

import graphs
import inputs
import weights
from modules import Causal, CausalWithCache, Encoder, Images, Translator

BATCH, LENGTH, PAST = "batch_size", "sequence_length", "past_sequence_length"
TOTAL = f"{PAST} + {LENGTH}"


@dataclasses.dataclass
class Architecture:
    """
    module: takes the inputs in their order
    example: the index of the input set that is traced
    first_step: for a model with two branches, the module of the one without past
    finish: what is done to the exported graph
    """

    name: str
    module: nn.Module
    sets: list
    outputs: list
    axes: dict
    example: int = 1
    opset: int = 18
    folding: bool = True
    first_step: nn.Module = None
    finish: tuple = ()

    def __post_init__(self):
        # The exporter sets a module back to the mode it found, with all that is in it.
        self.module.eval()
        if self.first_step:
            self.first_step.eval()

    def run(self, arrays):
        tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
        branch = tensors.pop("use_cache_branch", None)
        with torch.no_grad():
            if branch is not None and not branch.item():
                return self.first_step(*list(tensors.values())[:3])
            return self.module(*tensors.values())

    def logits(self):
        outputs = [self.run(inputs.arrays(s)) for s in self.sets]
        return [o[0] if isinstance(o, tuple) else o for o in outputs]


def eager(config):
    config._attn_implementation = "eager"
    return config


def tied(model, head, embedding):
    if head.weight is not embedding.weight:
        print("  the output layer was not tied; it is now")
        head.weight = embedding.weight
    return model


TEXT_AXES = {
    "input_ids": {0: BATCH, 1: LENGTH},
    "attention_mask": {0: BATCH, 1: LENGTH},
    "token_type_ids": {0: BATCH, 1: LENGTH},
}


def text(name, module, vocabulary, output="logits", token_types=False, **more):
    sets = inputs.text_sets(weights.generator(name, "inputs"), vocabulary, token_types)
    axes = {key: TEXT_AXES[key] for key in sets[0]} | {output: {0: BATCH, 1: LENGTH}}
    return Architecture(name, module, sets, [output], axes, **more)


def cached(name, module, config, heads, head_size, layers, **more):
    rng = weights.generator(name, "inputs")
    branches = "first_step" in more
    sets = inputs.cached_sets(rng, config.vocab_size, layers, heads, head_size, branches)
    axes = {
        "input_ids": {0: BATCH, 1: LENGTH},
        "attention_mask": {0: BATCH, 1: TOTAL},
        "position_ids": {0: BATCH, 1: LENGTH},
        "logits": {0: BATCH, 1: LENGTH},
    }
    outputs = ["logits"]
    for layer in range(layers):
        for kind in ["key", "value"]:
            axes[f"past_key_values.{layer}.{kind}"] = {0: BATCH, 2: PAST}
            axes[f"present.{layer}.{kind}"] = {0: BATCH, 2: TOTAL}
            outputs.append(f"present.{layer}.{kind}")
    return Architecture(name, module, sets, outputs, axes, example=3, **more)


def images(name, module, size, **more):
    axes = {"pixel_values": {0: BATCH}, "logits": {0: BATCH}}
    return Architecture(name, Images(module), inputs.picture_sets(size), ["logits"], axes, **more)


def llama():
    config = hf.LlamaConfig(
        vocab_size=512,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=128,
    )
    name = "llama"
    model = weights.randomize(hf.LlamaForCausalLM(eager(config)), name)
    zoo = text(name, Causal(model), config.vocab_size)
    weights.scale_logits(zoo.logits, [model.lm_head.weight])
    return zoo


def llama_cache():
    config = hf.LlamaConfig(
        vocab_size=512,
        hidden_size=96,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=6,
        num_key_value_heads=2,
        max_position_embeddings=128,
        tie_word_embeddings=True,
    )
    name = "llama-cache"
    model = hf.LlamaForCausalLM(eager(config))
    model = weights.randomize(tied(model, model.lm_head, model.model.embed_tokens), name)
    zoo = cached(name, CausalWithCache(model), config, 2, 16, 2, finish=(graphs.tie,))
    weights.scale_logits(zoo.logits, [model.model.norm.weight])
    return zoo


def qwen3_cache():
    config = hf.Qwen3Config(
        vocab_size=512,
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=32,
        max_position_embeddings=128,
        tie_word_embeddings=True,
    )
    name = "qwen3-cache"
    model = hf.Qwen3ForCausalLM(eager(config))
    model = weights.randomize(tied(model, model.lm_head, model.model.embed_tokens), name)
    zoo = cached(name, CausalWithCache(model), config, 2, 32, 2)
    weights.scale_logits(zoo.logits, [model.model.norm.weight])
    return zoo


def gemma3():
    config = hf.Gemma3TextConfig(
        vocab_size=512,
        hidden_size=64,
        intermediate_size=192,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=1,
        head_dim=32,
        query_pre_attn_scalar=32,
        sliding_window=8,
        layer_types=["sliding_attention", "full_attention"],
        max_position_embeddings=128,
        tie_word_embeddings=True,
    )
    name = "gemma3"
    model = hf.Gemma3ForCausalLM(eager(config))
    model = tied(model, model.lm_head, model.model.embed_tokens)
    # Gemma multiplies what it looks up by the root of the hidden size.
    weights.randomize(model, name, embedding_scale=config.hidden_size**-0.5)
    zoo = text(name, Causal(model, config.sliding_window), config.vocab_size, finish=(graphs.tie,))
    weights.scale_logits(zoo.logits, [model.model.norm.weight], shift=1.0)
    return zoo


def gpt2_model(name, vocabulary, width, layers):
    config = hf.GPT2Config(
        vocab_size=vocabulary,
        n_positions=64,
        n_embd=width,
        n_layer=layers,
        n_head=4,
        bos_token_id=0,
        eos_token_id=0,
        tie_word_embeddings=True,
    )
    model = hf.GPT2LMHeadModel(eager(config))
    model = tied(model, model.lm_head, model.transformer.wte)
    return weights.randomize(model, name), config


def gpt2():
    name = "gpt2"
    model, config = gpt2_model(name, 512, 72, 2)
    zoo = text(name, Causal(model), config.vocab_size)
    weights.scale_logits(zoo.logits, [model.transformer.ln_f.weight, model.transformer.ln_f.bias])
    return zoo


def gpt2_merged():
    name = "gpt2-merged"
    model, config = gpt2_model(name, 448, 64, 1)
    first = CausalWithCache(model)
    zoo = cached(name, CausalWithCache(model), config, 4, 16, 1, first_step=first)
    weights.scale_logits(zoo.logits, [model.transformer.ln_f.weight, model.transformer.ln_f.bias])
    return zoo


def bert():
    config = hf.BertConfig(
        vocab_size=512,
        hidden_size=96,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=64,
    )
    name = "bert"
    model = weights.randomize(hf.BertModel(eager(config), add_pooling_layer=False), name)
    output = "last_hidden_state"
    return text(name, Encoder(model, output), config.vocab_size, output, token_types=True)


def albert_opset11():
    config = hf.AlbertConfig(
        vocab_size=512,
        embedding_size=64,
        hidden_size=80,
        intermediate_size=160,
        num_hidden_layers=3,
        num_attention_heads=4,
        max_position_embeddings=64,
    )
    name = "albert-opset11"
    model = weights.randomize(hf.AlbertModel(eager(config), add_pooling_layer=False), name)
    output = "last_hidden_state"
    module = Encoder(model, output)
    return text(name, module, config.vocab_size, output, opset=11, folding=False)


def distilbert_fp16():
    config = hf.DistilBertConfig(
        vocab_size=512,
        dim=64,
        hidden_dim=128,
        n_layers=2,
        n_heads=4,
        max_position_embeddings=64,
        num_labels=32,
    )
    name = "distilbert-fp16"
    model = weights.randomize(hf.DistilBertForTokenClassification(eager(config)), name)
    zoo = text(name, Encoder(model, "logits"), config.vocab_size, finish=(graphs.half,))
    weights.scale_logits(zoo.logits, [model.classifier.weight, model.classifier.bias])
    return zoo


def vit():
    config = hf.ViTConfig(
        image_size=32,
        patch_size=8,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_labels=100,
    )
    name = "vit"
    model = weights.randomize(hf.ViTForImageClassification(eager(config)), name)
    zoo = images(name, model, 32)
    weights.scale_logits(zoo.logits, [model.classifier.weight, model.classifier.bias])
    return zoo


def mobilenet_v1():
    config = hf.MobileNetV1Config(
        image_size=32, depth_multiplier=0.1875, min_depth=8, tf_padding=False, num_labels=32
    )
    name = "mobilenet-v1"
    model = weights.randomize(hf.MobileNetV1ForImageClassification(config), name)
    zoo = images(name, weights.measure_batch_norms(model, 32), 32)
    weights.centre_logits(zoo.logits, model.classifier.bias)
    weights.scale_logits(zoo.logits, [model.classifier.weight, model.classifier.bias])
    return zoo


def mobilenet_v3():
    name = "mobilenet-v3"
    model = torchvision.models.mobilenet_v3_small(weights=None, width_mult=0.25, num_classes=40)
    model = weights.measure_batch_norms(weights.randomize(model, name), 64)
    zoo = images(name, model, 64)
    weights.centre_logits(zoo.logits, model.classifier[3].bias)
    weights.scale_logits(zoo.logits, [model.classifier[3].weight, model.classifier[3].bias])
    return zoo


def t5():
    config = hf.T5Config(
        vocab_size=512,
        d_model=64,
        d_kv=16,
        d_ff=128,
        num_layers=1,
        num_decoder_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
        relative_attention_max_distance=32,
        decoder_start_token_id=0,
        tie_word_embeddings=True,
    )
    name = "t5"
    model = hf.T5ForConditionalGeneration(eager(config))
    for holder in [model.lm_head, model.encoder.embed_tokens, model.decoder.embed_tokens]:
        tied(model, holder, model.shared)
    weights.randomize(model, name)
    with torch.no_grad():
        for path, module in model.named_modules():
            if path.endswith(".q"):
                # T5 does not divide scores by the root of the head's size: its weights do.
                module.weight *= config.d_kv**-0.5
    sets = inputs.translation_sets(weights.generator(name, "inputs"), config.vocab_size)
    axes = {
        "input_ids": {0: BATCH, 1: "encoder_sequence_length"},
        "attention_mask": {0: BATCH, 1: "encoder_sequence_length"},
        "decoder_input_ids": {0: BATCH, 1: "decoder_sequence_length"},
        "logits": {0: BATCH, 1: "decoder_sequence_length"},
    }
    zoo = Architecture(name, Translator(model), sets, ["logits"], axes, finish=(graphs.tie,))
    weights.scale_logits(zoo.logits, [model.decoder.final_layer_norm.weight])
    return zoo


ALL: dict[str, Callable] = {
    "llama": llama,
    "llama-cache": llama_cache,
    "qwen3-cache": qwen3_cache,
    "gemma3": gemma3,
    "gpt2": gpt2,
    "gpt2-merged": gpt2_merged,
    "bert": bert,
    "albert-opset11": albert_opset11,
    "distilbert-fp16": distilbert_fp16,
    "t5": t5,
    "vit": vit,
    "mobilenet-v1": mobilenet_v1,
    "mobilenet-v3": mobilenet_v3,
}
