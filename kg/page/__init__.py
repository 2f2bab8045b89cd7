"""The page that shows findings in a browser: written as a file that stands alone, or served by ``kg explore``.

``built/`` is made of ``web/`` by ``make page``; it loads nothing from elsewhere.
"""

from kg.page.document import served_document, standing_alone
from kg.page.payload import payload

__all__ = ["payload", "served_document", "standing_alone"]
