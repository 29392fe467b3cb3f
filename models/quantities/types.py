"""What the quantity grammar finds: quantities, and the traps that only look like one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.models.scheme import Bound


class Form(StrEnum):
    """How a quantity is written, which limits what it can mean."""

    NUMBER = "number"  # 120条, 1200余件, 两次, 3.2 (a bare number in a list)
    MONEY = "money"  # 96171.6万元
    PERCENTAGE = "percentage"  # 98.26%, 百分之九十八, 九成, 半数, 三分之二; ‰ keeps its scale
    PERCENTAGE_POINT = "percentage_point"  # 2个百分点
    MULTIPLE = "multiple"  # 1.5倍, 翻一番
    ZERO_CUE = "zero_cue"  # 未收到, 没有发生, 无: a zero stated in words


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity expression or a zero cue.

    Attributes
    ----------
    start, end
        The expression in the text that was searched, with its modifiers and its unit
        (``近百条``, ``1200余件``); of a zero cue, the cue.
    value, value_max
        The number; ``value_max`` is the upper end of a range. A percentage is in percent,
        money in the scale of its unit.
    unit
        The measure word as written without modifiers, ``%`` or ``‰`` for shares, else ``None``.
    bound
        How the expression limits the true number.
    form
        How it is written.
    """

    start: int
    end: int
    value: int | float
    value_max: int | float | None
    unit: str | None
    bound: Bound
    form: Form


class TrapKind(StrEnum):
    """Why an expression with a number in it is no quantity."""

    DATE = "date"  # 2023年5月, 1月1日至12月31日, 年 and 月 lost in copying
    TIME = "time"  # 8:30, 24小时
    DOCUMENT_NUMBER = "document_number"  # 第711号, 〔2021〕30号
    ARTICLE = "article"  # 第五十条第（一）项
    ORDINAL = "ordinal"  # 第一, 一是, （二）, 1.
    NAME = "name"  # 12345热线, 三审三校, 二十大, 一网通办
    PHONE = "phone"  # telephone numbers, postcodes, addresses, web addresses
    RANK = "rank"  # 位居第二, 前三名
    DURATION = "duration"  # 20个工作日内, 三年
    SIZE = "size"  # ages, levels, areas: 60岁以上, 两级, 18平方米
    INDEFINITE = "indefinite"  # 一系列, 一定, 一批, 进一步
    MEANS = "means"  # 从5个方面, 两种方式, 三项措施


@dataclass(frozen=True, slots=True)
class Trap:
    """An expression that holds a number and is no quantity."""

    start: int
    end: int
    kind: TrapKind


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """What the grammar found, both in order of their offsets; none overlap."""

    quantities: tuple[Quantity, ...]
    traps: tuple[Trap, ...]
