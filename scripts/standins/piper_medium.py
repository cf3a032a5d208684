"""A Piper voice of full size, quality "medium": it speaks noise, for as long as speech would last.

It costs what a trained voice costs, and like one it is a little different each time. Made without
Piper's training code, which needs torch.
"""

from pathlib import Path

from standins import hifigan, vits, voice_config
from standins.graph import Graph


def make(path: Path) -> None:
    """Write the voice to `path`, and its settings beside it."""
    g = Graph()
    noise_scale, length_scale, duration_noise = (
        g.op("Gather", "scales", g.constant(i)) for i in range(3)
    )
    known, mean, deviation = vits.text_encoder(g, "input", voice_config.SYMBOLS)
    frames = vits.durations(g, known, duration_noise, length_scale)
    alignment = vits.alignment(g, frames)
    mean, deviation = (g.op("MatMul", x, alignment) for x in (mean, deviation))
    noise = g.op("Mul", g.op("RandomNormalLike", mean), g.op("Exp", deviation))
    z = g.op("Add", mean, g.op("Mul", noise, noise_scale))
    sound = hifigan.decoder(g, vits.flow(g, z), vits.WIDTH)
    g.save(
        path,
        voice_config.inputs(),
        g.op("Unsqueeze", sound, g.constant([1])),
        voice_config.output(),
    )
    voice_config.write(path)
