"""Choosing the next token from what llama.cpp makes of the last. Blocking, like all of it."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voice_os.llm.opened import Opened

_LIKELY: Final = 40
"""Tokens that a grammar is asked about before all others."""

Choose = Callable[[], int]
ChooseAllowed = Callable[[], int | None]


@contextmanager
def sampler(opened: Opened, temperature: float, top_p: float) -> Iterator[Choose]:
    """A function that chooses the next token; at temperature 0 always the likeliest."""
    import llama_cpp

    c: Any = llama_cpp
    chain = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
    if temperature > 0:
        c.llama_sampler_chain_add(chain, c.llama_sampler_init_top_k(40))
        c.llama_sampler_chain_add(chain, c.llama_sampler_init_top_p(top_p, 1))
        c.llama_sampler_chain_add(chain, c.llama_sampler_init_min_p(0.05, 1))
        c.llama_sampler_chain_add(chain, c.llama_sampler_init_temp(temperature))
        c.llama_sampler_chain_add(chain, c.llama_sampler_init_dist(c.LLAMA_DEFAULT_SEED))
    else:
        c.llama_sampler_chain_add(chain, c.llama_sampler_init_greedy())
    try:
        yield lambda: int(c.llama_sampler_sample(chain, opened.context, -1))
    finally:
        c.llama_sampler_free(chain)


@contextmanager
def constrained(opened: Opened, grammar: str) -> Iterator[ChooseAllowed]:
    """A function that chooses the likeliest next token that a grammar (GBNF) allows.

    None: the grammar allows no token. Raises ValueError where it is no grammar.
    """
    import llama_cpp

    c: Any = llama_cpp
    words = opened.vocabulary
    rules = c.llama_sampler_init_grammar(words, grammar.encode(), b"root")
    if not rules:
        raise ValueError(f"not a grammar: {grammar}")
    size = int(c.llama_vocab_n_tokens(words))
    tokens = (c.llama_token_data * size)()
    view = np.frombuffer(tokens, [("id", "<i4"), ("logit", "<f4"), ("p", "<f4")])
    candidates = c.llama_token_data_array(tokens, size, -1, False)

    def allowed(ids: NDArray[np.int32], logits: NDArray[np.float32]) -> int | None:
        candidates.size = len(ids)
        view["id"][: len(ids)], view["logit"][: len(ids)] = ids, logits
        c.llama_sampler_apply(rules, ctypes.byref(candidates))
        best = int(view["logit"][: len(ids)].argmax())
        return int(view["id"][best]) if np.isfinite(view["logit"][best]) else None

    def choose() -> int | None:
        pointer = c.llama_get_logits_ith(opened.context, -1)
        logits = np.ctypeslib.as_array(pointer, (size,))
        likeliest = logits.argsort()[: -_LIKELY - 1 : -1].astype(np.int32)
        token = allowed(likeliest, logits[likeliest])  # to try them all takes long
        if token is None:
            token = allowed(np.arange(size, dtype=np.int32), logits)
        if token is not None:
            c.llama_sampler_accept(rules, token)
        return token

    try:
        yield choose
    finally:
        c.llama_sampler_free(rules)
