"""Which sentences can be about what: each rule of the text looks only at its own."""

import re
from collections.abc import Sequence
from enum import Enum

from checks.narrative.counts import Count, counts_of
from checks.narrative.sentences import Sentence


class Topic(Enum):
    """What a sentence may be about, by the signs one of which is in it."""

    APPLICATIONS = "申请"
    DISPUTES = "复议|诉"
    DOCUMENTS = "规范性文件|规章"
    ACTS = "行政许可|行政处罚|行政强制"
    PROCESSING_FEES = "处理费"
    ADMINISTRATIVE_FEES = "行政事业性收费"
    PERCENTAGES = "%|％"


class Topics:
    """The sentences of a report by topic, and the counts in them; each topic is worked out when first asked for."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._all = sentences
        self._sentences: dict[Topic, tuple[Sentence, ...]] = {}
        self._counts: dict[Topic, tuple[Count, ...]] = {}

    def sentences(self, topic: Topic) -> tuple[Sentence, ...]:
        """Return the sentences that may be about a topic, in their order.

        What is about applications may say so only in the sub-heading or the sentences just before.
        """
        if topic not in self._sentences:
            signed = re.compile(topic.value).search
            around = topic is Topic.APPLICATIONS
            found = [s for s in self._all if signed(s.remarked) or (around and signed(s.before))]
            self._sentences[topic] = tuple(found)
        return self._sentences[topic]

    def counts(self, topic: Topic) -> tuple[Count, ...]:
        """Return the counts of the sentences that may be about a topic."""
        if topic not in self._counts:
            self._counts[topic] = counts_of(self.sentences(topic))
        return self._counts[topic]
