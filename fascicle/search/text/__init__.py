"""Words: which works hold them."""

from fascicle.search.index.damage import Damaged as Damaged
from fascicle.search.text.reader import Hits as Hits
from fascicle.search.text.reader import Reader as Reader
from fascicle.search.text.reader import open as open
from fascicle.search.text.writer import Writer as Writer
from fascicle.search.text.writer import create as create
