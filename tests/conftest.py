"""What the tests share: the five articles, read once."""

import socket

import pytest

from helpers.articles import load_articles


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Names do not resolve and nothing beyond this machine is reached in any test."""
    real = socket.getaddrinfo

    def here_only(host, *args, **kwargs):
        if host in (None, "127.0.0.1", "localhost", "::1", b"127.0.0.1"):
            return real(host, *args, **kwargs)
        raise OSError(f"a test asked for the network: {host}")

    monkeypatch.setattr(socket, "getaddrinfo", here_only)


@pytest.fixture(scope="session")
def articles():
    return load_articles()


@pytest.fixture(scope="session")
def docs(articles):
    from helpers.language import parse

    return parse(articles)
