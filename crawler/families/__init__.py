"""The families of site software: each recognises its pages by marks and knows how to have the whole of a list.

They add to the generic path and never replace it: with all of them switched off, anchors are still followed.
"""

from crawler.families.family import Family, Harvest, harvest
from crawler.families.hanweb import HANWEB, HANWEB_REPORTS, HANWEB_UNITS
from crawler.families.json_lists import GKMLPT, JSON_LISTS, POSTED, UCAP
from crawler.families.postback import POST_BACK
from crawler.families.scripted import ARRAYS, DATASTORES, FRAMES, LIST_FILES
from crawler.families.static import ANHUI, JEECMS, TURNED, VSB
from crawler.families.trs import TRS

FAMILIES: tuple[Family, ...] = (
    TRS, HANWEB, HANWEB_REPORTS, HANWEB_UNITS, GKMLPT, UCAP, POSTED, VSB, JEECMS, ANHUI, TURNED, POST_BACK, ARRAYS,
    LIST_FILES, DATASTORES, FRAMES,
)  # fmt: skip
"""All of them; a page may be known by several. `JSON_LISTS` (answers that tell their pages) is of the generic path."""

__all__ = ["FAMILIES", "JSON_LISTS", "Family", "Harvest", "harvest"]
