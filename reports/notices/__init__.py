"""Notices 整改通知: asking bodies to mend confirmed findings (`make`), and following what the crawler sees of them."""

from reports.notices.standing import Fate, NoticeStanding, NoticeState, standings

__all__ = ["Fate", "NoticeStanding", "NoticeState", "standings"]
