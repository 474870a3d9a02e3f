"""One line of text in a picture to its characters, by the model that lies in the wheel of rapidocr.

Only the file of the model is taken from rapidocr: its own code would download what it misses. The model is run by
onnxruntime on one core; it gives for every eighth column of a line how likely each character stands there.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from checks.documents.scanned.picture import Gray

_NEEDED = ("onnxruntime", "rapidocr", "cv2")
_MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
"""Of a line as the model takes it."""
_NARROWEST = 32
_STEP = 8
"""Widths in a batch are rounded up to this, the columns that the model takes for one step."""
_BATCH, _BATCH_WIDTH = 16, 2400
"""Lines in a batch, and how wide they are together at most: what the model says of a column takes 9 KB."""
_LONG = 4
"""Times its height that a line is wide when it holds words rather than a figure."""
_SQUEEZED, _SQUEEZED_LONG = 0.85, 0.65
"""How much narrower lines are made; no character of 250 labels was lost down to a half."""
_BLANK = 0
_FIGURES = frozenset("0123456789.,-+/—")


class Line(NamedTuple):
    """What stands in a line: the likeliest characters, and the likeliest of digits and what stands beside them."""

    text: str
    figures: str


def available() -> bool:
    """Tell whether the extra `ocr` is installed."""
    return all(find_spec(name) for name in _NEEDED)


def recognise(lines: "Sequence[Gray]") -> list[Line]:
    """Return what stands in pictures of single lines, dark on light, each of any size."""
    widths = [_width(line) for line in lines]
    found: list[Line] = [Line("", "")] * len(lines)
    for batch in _batches(widths):
        width = max(-(-max(widths[index] for index in batch) // _STEP) * _STEP, _NARROWEST)
        chances = _model().run([(lines[index], widths[index]) for index in batch], width)
        for index, chance in zip(batch, chances, strict=True):
            found[index] = _model().decoded(chance)
    return found


def _width(line: "Gray") -> int:
    """Return how wide a line is made: narrower than it is, for half the width is half the time."""
    height, width = map(int, line.shape)
    squeezed = _SQUEEZED_LONG if width > _LONG * height else _SQUEEZED
    return max(int(width * _HEIGHT / height * squeezed), _STEP)


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the lines in groups of like widths."""
    batch: list[int] = []
    for index in sorted(range(len(widths)), key=lambda index: widths[index]):
        if batch and (len(batch) == _BATCH or widths[index] * (len(batch) + 1) > _BATCH_WIDTH):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


@cache
def _model() -> "_Model":
    return _Model()


class _Model:
    """The network with its characters; it takes a third of a second to load."""

    def __init__(self) -> None:
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - an extra, slow to load

        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        path = str(files("rapidocr").joinpath("models", _MODEL))
        self._session = InferenceSession(path, sess_options=options, providers=["CPUExecutionProvider"])
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *known, " "]
        self._input = self._session.get_inputs()[0].name
        self._figures = [_BLANK, *(at for at, each in enumerate(self._characters) if each in _FIGURES)]

    def run(self, lines: "Sequence[tuple[Gray, int]]", width: int) -> Any:  # noqa: ANN401 - an array of the extra
        """Return the chance of every character in every step of some lines."""
        import cv2  # noqa: PLC0415 - as above
        import numpy as np  # noqa: PLC0415 - as above

        batch = np.zeros((len(lines), 3, _HEIGHT, width), np.float32)
        for at, (line, wide) in enumerate(lines):
            shrunk = cv2.INTER_AREA if line.shape[0] > _HEIGHT else cv2.INTER_CUBIC
            scaled = cv2.resize(line, (wide, _HEIGHT), interpolation=shrunk)
            batch[at, :, :, :wide] = scaled.astype(np.float32) / 127.5 - 1
        return self._session.run(None, {self._input: batch})[0]

    def decoded(self, chances: Any) -> Line:  # noqa: ANN401 - as above
        """Return the text of one line: the likeliest character of every step, repetitions once."""
        likeliest = chances.argmax(axis=1).tolist()
        figures = [self._figures[at] for at in chances[:, self._figures].argmax(axis=1).tolist()]
        return Line(self._text(likeliest), self._text(figures))

    def _text(self, steps: Sequence[int]) -> str:
        kept = (at for before, at in pairwise((_BLANK, *steps)) if at not in {_BLANK, before})
        return "".join(self._characters[at] for at in kept)
