"""Which versions of SQLite keep a library safe.

3.7.0 to 3.51.2, but for two backports, can corrupt a database in WAL mode when a checkpoint
races a commit. https://sqlite.org/wal.html#walresetbug
"""

WAL_RESET_BUG_FIXED = (3, 51, 3)
WAL_RESET_BUG_BACKPORTS = {(3, 44): 6, (3, 50): 7}


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite version is free of the WAL-reset bug."""
    if version >= WAL_RESET_BUG_FIXED:
        return True
    patch = WAL_RESET_BUG_BACKPORTS.get(version[:2])
    return patch is not None and version[2] >= patch
