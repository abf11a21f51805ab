"""The model that tells languages apart, loaded without writing.

py3langid unpacks its model into a temporary file, which a confined child may not open.
"""

import io
import lzma
from array import array
from functools import cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

_TYPECODES = {2: "H", 4: "I", 8: "L"}


@cache
def language_model() -> LanguageIdentifier:
    """Takes 100 MB: only what words leave open is put to it."""
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        unpacked = io.BytesIO(packed.read())
    with np.load(unpacked, allow_pickle=False) as model:
        return LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            _plain(model["nextmove"]),
            model["out_feat"].tolist(),
            norm_probs=True,
            tk_row=_plain(model["nextmove_row"]),
        )


def _plain(numbers: "NDArray[np.unsignedinteger]") -> "array[int]":
    """As an array of Python's own, whose items are read one by one much faster."""
    return array(_TYPECODES[numbers.dtype.itemsize], numbers.tobytes())
