"""The part of a GGUF file that both language models share: tokenizer and chat template."""

import gguf

from standins.vocabulary import Vocabulary

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def write_tokenizer(writer: gguf.GGUFWriter, vocabulary: Vocabulary) -> None:
    """Write what llama.cpp needs of a byte-level BPE with the special tokens of ChatML.

    Without token types `<|im_start|>` would be cut into bytes, without a template llama-cpp-python
    would fall back to another format, and a token that occurs twice would abort the process.
    """
    control = set(vocabulary.specials)
    types = [
        gguf.TokenType.CONTROL if token in control else gguf.TokenType.NORMAL
        for token in vocabulary.tokens
    ]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(vocabulary.tokens)
    writer.add_token_types(types)
    writer.add_token_merges([f"{left} {right}" for left, right in vocabulary.merges])
    writer.add_eos_token_id(vocabulary.special_id("<|im_end|>"))
    writer.add_pad_token_id(vocabulary.special_id("<|endoftext|>"))
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHATML)
