"""Article search of the client. Importing it is cheap: Whoosh, numpy and SQLCipher are loaded with the first index."""

from sync.search.articles import ArticleChanges, ArticleSource, IndexedArticle
from sync.search.index import ArticleIndex
from sync.search.results import Hit, IndexProgress, IndexState, SearchResult, Snippet

__all__ = [
    "ArticleChanges",
    "ArticleIndex",
    "ArticleSource",
    "Hit",
    "IndexProgress",
    "IndexState",
    "IndexedArticle",
    "SearchResult",
    "Snippet",
]
