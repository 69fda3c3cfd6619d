"""The tokenizer: pairs of bytes, merged as they are frequent in Biscuit's corpus."""

import json

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

PAD, USER, BISCUIT, END = SPECIAL = ["<|pad|>", "<|user|>", "<|biscuit|>", "<|end|>"]

# Whatever is neither the visitor's nor Biscuit's, such as a system prompt, Biscuit never learned to read.
TEMPLATE = (
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'user' -%}<|user|>{{ message['content'] | trim }}<|end|>"
    "{%- elif message['role'] == 'assistant' -%}<|biscuit|>{{ message['content'] | trim }}<|end|>"
    "{%- endif -%}{%- endfor -%}"
    "{%- if add_generation_prompt -%}<|biscuit|>{%- endif -%}"
)


def learn(texts, size):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def save(tokenizer, folder, max_length):
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": END,
        "pad_token": PAD,
        "model_max_length": max_length,
        "clean_up_tokenization_spaces": False,
        "chat_template": TEMPLATE,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
