"""When a workspace looks, judges and tells by itself: the table `[schedule]`, and on which days a digest is due."""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Literal

from pydantic import Field, field_validator

from config.files import Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEK: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Schedule(Record):
    """The times of day, in Asia/Shanghai, and the bounds of what `duban schedule` starts.

    Attributes:
        crawl: when the sources are looked at that the plan of the season has for then.
        check: when the ledger is brought up to date.
        digest: when digests are written and sent, on the days that `tells_on` names.
        send: when alerts are looked for, where `[alerts]` wants them, and what waits in the outbox is sent.
        weekday: the day of the weekly digest.
        daily_before: how many days before a last day digests are daily; the last day and the morning after it count
            in addition.
        crawl_limit, check_limit, digest_limit: minutes after which a job is ended, with all its processes.
        retry_after: minutes after which what failed is tried again.
        retries: how often it is tried again.
        grace: minutes a job may begin late without being recorded as missed; it is made up for in any case.
    """

    crawl: tuple[time, ...] = Field((time(7), time(19)), description='a list of times of day such as ["07:00"]')
    check: tuple[time, ...] = Field((time(21, 30),), description='a list of times of day such as ["21:30"]')
    digest: tuple[time, ...] = Field((time(8, 30),), description='a list of times of day such as ["08:30"]')
    send: tuple[time, ...] = Field(
        (time(9, 15), time(11, 15), time(14, 15), time(16, 15)), description='a list of times of day such as ["09:15"]'
    )
    weekday: Weekday = Field("monday", description='a day of the week such as "monday"')
    daily_before: int = Field(7, ge=0, le=60, description="a number of days from 0 to 60")
    crawl_limit: float = Field(360, gt=0, le=1440, description="a number of minutes up to 1440")
    check_limit: float = Field(120, gt=0, le=1440, description="a number of minutes up to 1440")
    digest_limit: float = Field(60, gt=0, le=1440, description="a number of minutes up to 1440")
    retry_after: float = Field(60, gt=0, le=1440, description="a number of minutes up to 1440")
    retries: int = Field(3, ge=0, le=10, description="a number of further attempts from 0 to 10")
    grace: float = Field(15, ge=1, le=1440, description="a number of minutes from 1 to 1440")

    @field_validator("crawl", "check", "digest", "send")
    @classmethod
    def _local(cls, times: tuple[time, ...]) -> tuple[time, ...]:
        if any(each.tzinfo for each in times):
            raise ValueError("are times in Asia/Shanghai: write them without a zone")
        return tuple(sorted(set(times)))

    def tells_on(self, day: date, last_days: Collection[date]) -> bool:
        """Tell whether digests are written on a day.

        They are on the weekday, daily while a last day is near, and on the morning after it.

        Args:
            day: in Asia/Shanghai.
            last_days: the days on which reports are due at the latest.
        """
        if _WEEK[day.weekday()] == self.weekday:
            return True
        near = (day + timedelta(days) for days in range(-1, self.daily_before + 1))
        return any(each in last_days for each in near)
