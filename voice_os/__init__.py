"""Voice OS: a voice-first companion that runs on your own machine."""

import os

__version__ = "0.1.0"

# Nothing leaves the machine. Libraries that report on their use by default are told not to, before
# any of them is loaded: onnxruntime (since 1.29, to Microsoft) and the client of the model hub.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
