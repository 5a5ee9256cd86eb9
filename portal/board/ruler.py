"""Geometry of the clock ruler: plan, what happened, pauses, now and forecast, as shares of its width."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

HOURS = 48.0
NUMBER_WIDTH = 24.0  # number, its gap and the padding on both sides, in pixels
LETTER_WIDTH = 6.3  # a letter of the 12 pixel label, rounded up
USUAL_WIDTH = 900.0  # of the ruler on a desktop, in pixels
NAME_STEPS = tuple(range(320, 1201, 80))  # widths at which the stylesheet lets a name appear
FLAG_WIDTH = 82
EDGE = 5.0  # nearer than this to an end, in percent, the flag turns inwards
FORECAST_ROOM = 14.0  # percent the forecast's words need beside their dashed line


@dataclass(frozen=True)
class RulerStage:
    """A stage as the ruler needs it: window and what happened, in sprint hours."""

    number: int
    name: str
    opens: float
    closes: float
    began: float | None = None
    ended: float | None = None

    @property
    def is_running(self) -> bool:
        return self.began is not None and self.ended is None


@dataclass(frozen=True)
class WindowBox:
    """One window of the plan row; the name shows from `name_from` pixels of ruler width, else the number alone."""

    number: int
    name: str
    x: float
    width: float
    tone: str
    label_x: float
    number_x: float
    name_from: int | None


@dataclass(frozen=True)
class Bar:
    """A stretch of the actual row: `past`, `running`, or `late` beyond its window."""

    x: float
    width: float
    tone: str

    @property
    def ends(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class NowMark:
    """The line through everything and its flag, which turns inwards near an end; flag and text in pixels from the line."""

    x: float
    text: str
    flag_x: int
    text_x: int


@dataclass(frozen=True)
class ForecastMark:
    """Dashed line to the forecast end; its words stand only where they have room."""

    begins: float
    x: float
    text: str
    has_room: bool


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    side: str


@dataclass(frozen=True)
class RulerDrawing:
    """Everything a template needs to draw the ruler; positions are percent of its width."""

    windows: tuple[WindowBox, ...]
    bars: tuple[Bar, ...]
    joints: tuple[float, ...]
    pauses: tuple[float, ...]
    now: NowMark | None
    forecast: ForecastMark | None
    ticks: tuple[Tick, ...]
    beyond: Bar | None
    sentence: str


def hour_text(hours: float) -> str:
    """Sprint hours as a clock reads them: 31.2 is 31:12."""
    minutes = round(abs(hours) * 60)
    return f"{'-' if hours < 0 and minutes else ''}{minutes // 60}:{minutes % 60:02d}"


def draw_ruler(
    stages: Sequence[RulerStage],
    *,
    now: float | None = None,
    pauses: Sequence[float] = (),
    forecast: float | None = None,
    is_paused: bool = False,
    is_finished: bool = False,
) -> RulerDrawing:
    """Lay the sprint on the ruler; after 48 hours it grows to the right."""
    reach = max(HOURS, now or 0.0, forecast or 0.0)
    span = HOURS if reach <= HOURS else float(ceil(reach / 2) * 2)
    scale = 100.0 / span
    return RulerDrawing(
        windows=tuple(_window(stage, now, scale) for stage in stages),
        bars=tuple(bar for stage in stages for bar in _bars(stage, now, scale)),
        joints=tuple(stage.ended * scale for stage in stages if stage.ended is not None),
        pauses=tuple(hour * scale for hour in pauses),
        now=None
        if now is None
        else _now_mark(now, scale, "Paused" if is_paused else "Ended" if is_finished else "Now"),
        forecast=None if now is None or forecast is None else _forecast_mark(now, forecast, scale),
        ticks=tuple(_tick(hour, span) for hour in range(int(span) + 1)),
        beyond=None if span <= HOURS else Bar(HOURS * scale, 100.0 - HOURS * scale, "beyond"),
        sentence=_sentence(stages, now, forecast, is_paused=is_paused),
    )


def _window(stage: RulerStage, now: float | None, scale: float) -> WindowBox:
    text_width = NUMBER_WIDTH + LETTER_WIDTH * len(stage.name)
    left, right = stage.opens * scale, stage.closes * scale
    if now is not None and stage.opens < now < stage.closes:
        line = now * scale
        left_room, right_room = line - left, right - line
        keeps_left = left_room * USUAL_WIDTH / 100 >= text_width
        label_x, room = (left, left_room) if keeps_left else (line, right_room)
        number_x = left + left_room / 2 if left_room > right_room else line + right_room / 2
    else:
        label_x, room, number_x = left, right - left, (left + right) / 2
    needed = text_width * 100 / room
    is_next = stage.began is None and now is not None
    return WindowBox(
        number=stage.number,
        name=stage.name,
        x=left,
        width=right - left,
        tone="running" if stage.is_running else "next" if is_next else "past",
        label_x=label_x,
        number_x=number_x,
        name_from=next((step for step in NAME_STEPS if step >= needed), None),
    )


def _bars(stage: RulerStage, now: float | None, scale: float) -> list[Bar]:
    if stage.began is None:
        return []
    ends = stage.ended if stage.ended is not None else now
    if ends is None:
        return []
    in_plan = max(stage.began, min(ends, stage.closes))
    tone = "running" if stage.is_running else "past"
    bars = [Bar(stage.began * scale, (in_plan - stage.began) * scale, tone)]
    bars.append(Bar(in_plan * scale, (ends - in_plan) * scale, "late"))
    return [bar for bar in bars if bar.width > 0]


def _now_mark(now: float, scale: float, word: str) -> NowMark:
    x = now * scale
    flag_x = -4 if x < EDGE else 4 - FLAG_WIDTH if x > 100 - EDGE else -FLAG_WIDTH // 2
    return NowMark(x, f"{word} {hour_text(now)}", flag_x, flag_x + FLAG_WIDTH // 2)


def _forecast_mark(now: float, forecast: float, scale: float) -> ForecastMark:
    begins, x = now * scale, max(now, forecast) * scale
    return ForecastMark(begins, x, f"forecast {hour_text(forecast)}", x - begins >= FORECAST_ROOM)


def _tick(hour: int, span: float) -> Tick:
    side = "start" if hour == 0 else "end" if hour == span else "middle"
    return Tick(hour * 100 / span, str(hour) if hour % 6 == 0 else "", side)


def _sentence(stages: Sequence[RulerStage], now: float | None, forecast: float | None, *, is_paused: bool) -> str:
    if now is None:
        plan = ", ".join(f"{stage.name} {stage.opens:g} to {stage.closes:g}" for stage in stages)
        return f"48 hours in seven stages: {plan}."
    parts = [f"Hour {hour_text(now)} of 48{', paused' if is_paused else ''}."]
    for stage in stages:
        if stage.is_running:
            late = now - stage.closes
            place = f"{hour_text(late)} over its window" if late > 0 else f"window to hour {stage.closes:g}"
            parts.append(f"Stage {stage.number}, {stage.name}, is running, {place}.")
    if forecast is not None:
        parts.append(f"Forecast {hour_text(forecast)}.")
    return " ".join(parts)
