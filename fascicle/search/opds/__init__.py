"""The catalogue for e-readers: OPDS 1.2 (Atom) and 2.0 (JSON), made of the same feeds.

``feed`` has the shape of a feed, ``ways`` and ``lists`` make feeds, ``atom`` and ``json2`` write
them. Addresses in a feed begin where its catalogue begins; the writers put that before them.
"""
