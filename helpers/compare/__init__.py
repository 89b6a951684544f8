"""Compare: which claims of different articles answer one question, and who answers what.

``pair_claims`` suggests pairs and says what the two share and in what they differ;
``claim_matrix`` sets questions against articles, silence included. Neither rules on truth.
"""

from helpers.compare.matrix import claim_matrix, statements
from helpers.compare.pairs import pair_claims
from helpers.compare.questions import BadQuestion, Question, ask, load_questions

__all__ = [
    "BadQuestion",
    "Question",
    "ask",
    "claim_matrix",
    "load_questions",
    "pair_claims",
    "statements",
]
