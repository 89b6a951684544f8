"""Articles: files, pages and pasted text become ``Article``s; page furniture is found, not cut."""

from helpers.articles.formats import FORMATS, ArticleError
from helpers.articles.furniture import find_furniture, paragraphs
from helpers.articles.languages import guess_language
from helpers.articles.loading import (
    SEEDS,
    article_from_text,
    load_articles,
    load_report,
    read_articles,
)

__all__ = [
    "FORMATS",
    "SEEDS",
    "ArticleError",
    "article_from_text",
    "find_furniture",
    "guess_language",
    "load_articles",
    "load_report",
    "paragraphs",
    "read_articles",
]
