"""Compare: which claims of different articles answer one question, and who answers what.

``pair_claims`` suggests pairs and says what the two share and in what they differ;
``claim_matrix`` sets questions against articles, silence included. Neither rules on truth.
"""

from helpers.compare.matrix import claim_matrix, statements
from helpers.compare.page import matrix_page
from helpers.compare.pairs import pair_claims
from helpers.compare.questions import BadQuestion, Question, ask, load_questions, questions_for
from helpers.compare.reading import explain, key_claims, key_labels, score_cells, sums_in
from helpers.compare.sources import independence, sources_behind

__all__ = [
    "BadQuestion",
    "Question",
    "ask",
    "claim_matrix",
    "explain",
    "independence",
    "key_claims",
    "key_labels",
    "load_questions",
    "matrix_page",
    "pair_claims",
    "questions_for",
    "score_cells",
    "sources_behind",
    "statements",
    "sums_in",
]
