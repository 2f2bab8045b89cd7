"""The page that shows findings in a browser: written as a file that stands alone, or served by ``kg explore``.

``built/`` is made of ``web/`` by ``make page``; it loads nothing from elsewhere.
"""

from kg.page.document import served_document, standing_alone
from kg.page.overview import overview
from kg.page.told import actor_told, meeting_told, spellings

__all__ = ["actor_told", "meeting_told", "overview", "served_document", "spellings", "standing_alone"]
