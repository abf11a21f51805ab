"""How days and times are written, where a language of Django's does it in a way we do not like."""
