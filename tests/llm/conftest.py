"""Small GGUF files for what the stand-in model cannot show."""

from collections.abc import Callable, Sequence
from pathlib import Path

import gguf
import numpy as np
import pytest
from standins.gguf_tokenizer import CHATML

_WIDTH, _STATE, _RANK = 32, 4, 2


@pytest.fixture
def gguf_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a GGUF file: a recurrent (Mamba) model with random weights and a byte vocabulary.

    `tokens` are added to the vocabulary. None for `template` or `types` leaves them out.
    """

    def make(
        *,
        tokens: Sequence[str] = (),
        template: str | None = CHATML,
        types: bool = True,
        name: str = "recurrent.gguf",
    ) -> Path:
        path = tmp_path / name
        writer = gguf.GGUFWriter(path, "mamba")
        writer.add_context_length(2048)
        writer.add_embedding_length(_WIDTH)
        writer.add_feed_forward_length(0)
        writer.add_head_count(0)
        writer.add_block_count(1)
        writer.add_layer_norm_rms_eps(1e-5)
        writer.add_ssm_conv_kernel(4)
        writer.add_ssm_inner_size(2 * _WIDTH)
        writer.add_ssm_state_size(_STATE)
        writer.add_ssm_time_step_rank(_RANK)
        markers = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
        plain = [*_printable_bytes(), *tokens]
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre("qwen2")
        writer.add_token_list([*plain, *markers])
        if types:
            normal, control = gguf.TokenType.NORMAL, gguf.TokenType.CONTROL
            writer.add_token_types([normal] * len(plain) + [control] * len(markers))
        writer.add_token_merges(["a b"])
        writer.add_eos_token_id(len(plain) + 2)
        if template is not None:
            writer.add_chat_template(template)
        for tensor, data in _mamba(len(plain) + len(markers)).items():
            writer.add_tensor(tensor, data)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    return make


def _mamba(vocabulary: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    inner = 2 * _WIDTH

    def weights(*shape: int) -> np.ndarray:
        return random.standard_normal(shape, np.float32) / np.float32(np.sqrt(shape[-1]))

    ones, layer = np.ones, "blk.0."
    return {
        "token_embd.weight": weights(vocabulary, _WIDTH) * np.float32(4),
        "output_norm.weight": ones(_WIDTH, np.float32),
        layer + "attn_norm.weight": ones(_WIDTH, np.float32),
        layer + "ssm_in.weight": weights(2 * inner, _WIDTH),
        layer + "ssm_conv1d.weight": weights(inner, 4),
        layer + "ssm_conv1d.bias": weights(inner),
        layer + "ssm_x.weight": weights(_RANK + 2 * _STATE, inner),
        layer + "ssm_dt.weight": weights(inner, _RANK),
        layer + "ssm_dt.bias": weights(inner),
        layer + "ssm_a": -ones((inner, _STATE), np.float32),
        layer + "ssm_d": ones(inner, np.float32),
        layer + "ssm_out.weight": weights(_WIDTH, inner),
    }


def _printable_bytes() -> list[str]:
    """The 256 bytes as GPT-2's byte-level vocabulary writes them."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    moved = [byte for byte in range(256) if byte not in kept]
    return [chr(byte) for byte in kept] + [chr(256 + n) for n in range(len(moved))]
