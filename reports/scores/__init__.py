"""The score sheet for evaluators: what each body has, from what it was taken, and why some have none."""

from reports.scores.sheet import Deduction, Score, Waived, nothing_waived, score_sheet, scores

__all__ = ["Deduction", "Score", "Waived", "nothing_waived", "score_sheet", "scores"]
