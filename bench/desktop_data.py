"""The profile that `bench desktop` opens: an encrypted cache of 100,000 tickets, 400,000 messages and 10,000 articles.

On top of the 100,000, and newest of all, are the tickets that get opened: some of 50 messages, some of 10,000. What
people write is real customers' sentences, so that words are as many and as unevenly used as real ones; one message in
three names a device by a number of its own. The folder is made once and kept outside the project until what it is
made of changes; every measurement works on a copy.
"""

from __future__ import annotations

import csv
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from bench import knowledge_base, sample_cache
from bench.measured import KEY
from bench.sample_cache import AGENT_ID, NOW, SEED, conversation, make_cache, named
from bench.scratch import made_once
from domain.ids import RecordId, SpaceId
from domain.records import Article, Record
from domain.words import ArticleStatus, Visibility
from sync.replica.migrations import VERSION
from sync.replica.profile import Profile, ProfileCard, profile_of
from sync.replica.reading.reader import Reader
from sync.search import ArticleIndex
from sync.search.queries import FORMAT
from sync.search.replica_articles import ReplicaArticles

MISSING = f"The real articles and sentences are not here ({knowledge_base.DATA}): nothing to measure.\n"
TICKETS_VARIABLE = "MOSTRADOR_BENCH_TICKETS"
"""Fewer tickets and articles, to try the bench out: what it prints then are no figures."""
TICKETS_MEANT = 100_000
TICKETS = int(os.environ.get(TICKETS_VARIABLE) or TICKETS_MEANT)
ARTICLES = TICKETS // 10
MESSAGES_EACH = 4
LONG, HUGE = 60, 10
"""How many tickets have many messages."""
LONG_MESSAGES, HUGE_MESSAGES = 50, TICKETS // 10
SENTENCES = knowledge_base.DATA / "intents" / "banking77" / "banking_data" / "train.csv"
DEVICES = ("TILL", "POS", "PRN", "SCAN", "KDS", "RTR", "OVEN", "EFT")
OFFLINE = "http://127.0.0.1:9"
"""A server that does not answer: what is measured with the prepared profile asks for none."""


class Customers:
    """Texts of real customers' sentences."""

    @cached_property
    def _sentences(self) -> list[str]:
        with SENTENCES.open(encoding="utf-8", newline="") as file:
            return [" ".join(row["text"].split()) for row in csv.DictReader(file)]

    def subject(self, noise: random.Random) -> str:
        """Override Texts.subject."""
        return " ".join(noise.choice(self._sentences).split()[:9]).rstrip("?.,")

    def body(self, noise: random.Random) -> str:
        """Override Texts.body."""
        said = noise.choices(self._sentences, k=noise.randint(1, 4))
        if noise.random() < 1 / 3:
            said.append(f"It is {noise.choice(DEVICES)}{noise.randrange(100_000):05}.")
        return " ".join(said)


class Prepared(NamedTuple):
    """A copy of the prepared profile: the client's home folder, and the profile's in it."""

    home: Path
    profile: Path

    @property
    def cache(self) -> Path:
        """Where its cache is."""
        return self.profile / "cache.db"

    def reader(self) -> closing[Reader]:
        """Return a connection that reads the cache, to compare with what the client showed."""
        return closing(Reader(self.cache, KEY))


def is_here() -> bool:
    """Tell whether the real texts lie beside the project."""
    return knowledge_base.is_here() and SENTENCES.exists()


@contextmanager
def prepared() -> Iterator[Prepared]:
    """Give a copy of the prepared profile, made now if it is not there."""
    name = f"profile-of-{TICKETS}-in-version-{VERSION}-{FORMAT}"
    kept = made_once(name, (sys.modules[__name__], sample_cache, knowledge_base), _make)
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        home = Path(place) / "home"
        shutil.copytree(kept, home)
        (profile,) = (home / "data" / "profiles").iterdir()
        yield Prepared(home, profile)


def _make(home: Path) -> None:
    card = ProfileCard(
        server_url=OFFLINE,
        user_id=AGENT_ID,
        account="agent",
        user_name="Agent 000 Smith",
        space_id=SpaceId("bench"),
        device=RecordId("01900000-0000-7000-8000-00000000be4c"),
    )
    profile = profile_of(home / "data" / "profiles", card)
    profile.save()
    further = (record for part in (_opened_tickets(), _articles()) for record in part)
    make_cache(profile.cache_path, KEY, TICKETS, MESSAGES_EACH, further, Customers())
    _index(profile)


def _opened_tickets() -> Iterator[Record]:
    """Return the tickets that get opened, the newest of all: of 50 messages and of 10,000 in turn as far as both go."""
    noise, texts = random.Random(SEED + 1), Customers()
    for place in range(LONG):
        sizes = (LONG_MESSAGES, HUGE_MESSAGES) if place < HUGE else (LONG_MESSAGES,)
        for size in sizes:
            yield from conversation(NOW - timedelta(minutes=size, seconds=place), size, noise, texts)


def _articles() -> Iterator[Article]:
    for number, page in enumerate(knowledge_base.ten_thousand()[:ARTICLES]):
        article_id = named(page.id)
        yield Article(
            id=article_id,
            slug=re.sub(r"[^a-z0-9]+", "-", page.title.lower()).strip("-") or f"page-{number}",
            locale=page.locale,
            translation_key=article_id,
            title=page.title,
            body=page.body_markdown,
            visibility=Visibility.FRANCHISE,
            status=ArticleStatus.PUBLISHED,
            created_at=page.updated_at,
            updated_at=page.updated_at,
            published_at=page.updated_at,
        )


def _index(profile: Profile) -> None:
    """Make the articles' index as the client would after its first start."""
    with (
        closing(Reader(profile.cache_path, KEY)) as reader,
        closing(ArticleIndex.open(profile.folder / "articles.idx", KEY)) as index,
    ):
        index.follow(ReplicaArticles(reader))
