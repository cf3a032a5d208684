"""The decoder of a Piper voice as ONNX.

HiFi-GAN's generator (Kong, Kim and Bae, arXiv:2010.05646) in Piper's size "medium": 256 channels,
residual blocks of the smaller kind.
"""

from standins.graph import Graph, Tensor

_CHANNELS = 256
_UPSAMPLING = ((8, 16), (8, 16), (4, 8))  # (rate, kernel)
_BLOCKS = ((3, (1, 2)), (5, (2, 6)), (7, (3, 12)))  # (kernel, dilations)


def decoder(g: Graph, z: Tensor, width: int) -> Tensor:
    """Features (1, width, frames) to sound (1, 1, 256 * frames) between -1 and 1."""
    channels = _CHANNELS
    x = g.conv(z, (width, channels), 7)
    for rate, kernel in _UPSAMPLING:
        x = g.upsample(_leaky(g, x), (channels, channels // 2), kernel, rate)
        channels //= 2
        first, second, third = (_block(g, x, channels, *block) for block in _BLOCKS)
        total = g.op("Add", g.op("Add", first, second), third)
        x = g.op("Div", total, g.constant(float(len(_BLOCKS))))
    x = g.op("LeakyRelu", x)  # the standard slope
    return g.op("Tanh", g.conv(x, (channels, 1), 7, gain=0.3))


def _block(g: Graph, x: Tensor, channels: int, kernel: int, dilations: tuple[int, ...]) -> Tensor:
    for dilation in dilations:
        y = g.conv(_leaky(g, x), (channels, channels), kernel, dilation=dilation)
        x = g.op("Add", x, y)
    return x


def _leaky(g: Graph, x: Tensor) -> Tensor:
    return g.op("LeakyRelu", x, alpha=0.1)
