"""Databases of our own on a PostgreSQL that was named to us."""

from urllib.parse import urlsplit, urlunsplit

import psycopg

NAME = "fascicle_bench"


def made_anew(url: str) -> str:
    """Make our own database, empty, beside the one at this address; its address."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))
