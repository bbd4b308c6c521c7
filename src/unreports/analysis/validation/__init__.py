"""How well recognition agrees with what people annotated by hand.

`passages` are the paragraphs annotated, `alignment` pairs the mentions in one, `judgement`
says what is right, missed or a false alarm, `comparison` does it for a whole corpus, and `scores`
counts: precision, recall and F1 with intervals.
"""

from unreports.analysis.validation.comparison import validate
from unreports.analysis.validation.judgement import Validation
from unreports.analysis.validation.scores import misses_and_false_alarms, scores

__all__ = ["Validation", "misses_and_false_alarms", "scores", "validate"]
