"""Article search of the client. Importing it is cheap: Whoosh, numpy and SQLCipher are loaded with the first index."""

import warnings

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

# Whoosh 2.7.4 has `is 0` in one place, which Python remarks on whenever it compiles that file anew.
warnings.filterwarnings("ignore", message='"is" with', category=SyntaxWarning)
