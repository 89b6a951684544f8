"""Compare: which claims of different articles answer one question, and who answers what.

``pair_claims`` suggests pairs and says what the two share and in what they differ;
``claim_matrix`` sets questions against articles, silence included. Neither rules on truth.
"""

from helpers.compare.matrix import (
    BadQuestion,
    Question,
    ask,
    claim_matrix,
    load_questions,
    statements,
)
from helpers.compare.pairs import pair_claims

__all__ = [
    "BadQuestion",
    "Question",
    "ask",
    "claim_matrix",
    "load_questions",
    "pair_claims",
    "statements",
]
