"""Tables: any list of records becomes a DataFrame; the few tables that lessons show."""

from helpers.tables.base import (
    answers_table,
    in_context,
    pairs_table,
    parts_of,
    provenance,
    row_table,
    said_table,
    to_frame,
    write_csv,
)
from helpers.tables.brief import brief_page, save_brief
from helpers.tables.claims import beside_table, cites_table, silent_table, weight_table
from helpers.tables.marks import (
    errors_table,
    find_pattern,
    names_only,
    pattern_table,
    put_over,
    scores_table,
)
from helpers.tables.names import most_named, names_table, naming_matrix, naming_table
