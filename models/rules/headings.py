"""What headings say about the text below them: a metric, a channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.models.normalised import normalise
from gongkai.models.rules.lexicon import Lexicon
from gongkai.models.scheme import Channel, Metric

# What a heading can be about so that its passage need not name it again.
_HEADING_METRICS = {
    Metric.APPLICATIONS_RECEIVED,
    Metric.REVIEWS_FILED,
    Metric.LAWSUITS_FILED,
    Metric.FEES_CHARGED,
}
_MARKER = re.compile(r"^[（]?[0-9一二三四五六七八九十]{0,2}[）.、]")
_RUN_IN = re.compile(r"[（]?[0-9一二三四五六七八九十]{1,2}[）.、]([^，；。：]{1,16})[。：]")
_LONGEST_HEADING = 16
# So much of a heading may be other words than channels and what is said of any (公开情况).
_LEAST_OF_HEADING = 2
_OF_ANY = re.compile(r"(?:发布|公开|建设|运营|运行|信息|工作|平台)*(?:情况|方面)?$")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the headings above a passage say.

    Attributes
    ----------
    metrics
        What the passage is about, where that can be counted.
    channel
        The channel that the nearest heading names and nothing else (``2.政务微博``).
    """

    metrics: tuple[Metric, ...]
    channel: Channel | None


def read_headings(lexicon: Lexicon, headings: Sequence[str]) -> Setting:
    """Read the headings above a passage.

    Parameters
    ----------
    lexicon
        The phrases to find.
    headings
        The headings, outermost first.
    """
    return Setting(_metrics(headings, lexicon), _channel(headings, lexicon))


def _metrics(headings: Sequence[str], lexicon: Lexicon) -> tuple[Metric, ...]:
    for heading in reversed(headings):
        nouns = [mention.entry.noun for mention in lexicon.scan(normalise(heading).text)]
        found = tuple(dict.fromkeys(noun for noun in nouns if noun in _HEADING_METRICS))
        if found:
            return tuple(noun for noun in found if noun is not None)
    return ()


def _channel(headings: Sequence[str], lexicon: Lexicon) -> Channel | None:
    if len(headings) < 2 or len(headings[-1]) > _LONGEST_HEADING:
        return None
    return _named_alone(_MARKER.sub("", normalise(headings[-1]).text), lexicon)


def run_in_channel(sentence: str, lexicon: Lexicon) -> tuple[bool, Channel | None]:
    """Tell whether a sentence is a heading run into its paragraph, and the channel it names.

    Parameters
    ----------
    sentence
        A sentence without a quantity (``2.政务微博。``).
    lexicon
        The phrases to find.

    Returns
    -------
    tuple of bool and Channel or None
        What such a heading names holds for what follows it, until the next one.
    """
    heading = _RUN_IN.fullmatch(sentence)
    return (False, None) if heading is None else (True, _named_alone(heading[1], lexicon))


def _named_alone(heading: str, lexicon: Lexicon) -> Channel | None:
    heading = _OF_ANY.sub("", heading)
    mentions = [m for m in lexicon.scan(heading) if m.entry.channel]
    if len(heading) - sum(len(m.phrase) for m in mentions) > _LEAST_OF_HEADING:
        return None
    channels = list(dict.fromkeys(m.entry.channel for m in mentions))
    if len(channels) > 1:
        return Channel.SEVERAL
    return channels[0] if channels else None
