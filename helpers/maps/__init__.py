"""Maps: located mentions on an offline base map, with their precision, and the same as a table.

Every chart has a twin in plain rows (``places_table``) and can leave as GeoJSON (``to_geojson``).
"""

from __future__ import annotations

from helpers.maps.side import beside, beside_table
from helpers.maps.stated import statement_map, where_each_article_puts
from helpers.maps.symbols import place_map
from helpers.maps.table import places_table, to_geojson
