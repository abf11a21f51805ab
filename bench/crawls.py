"""What a crawler asks for, and what a reader does meanwhile: addresses, and the reader's cookie."""

from django.core.management import call_command

from bench import pages, readers, shapes
from bench.parts import Part
from bench.visits import client

#: Questions of each shape; a crawler that comes round again finds some pages kept.
EACH = 200


def measure(part: Part) -> dict[str, object]:
    """Addresses of lists narrowed down in every way, in no order."""
    call_command("collectstatic", interactive=False, verbosity=0)
    lot = shapes.lot()
    asked = dict(shapes.questions(lot, EACH))
    addresses = [pages.address(one) for shape in asked.values() for one in shape]
    lot.dice.shuffle(addresses)
    cookies = client(readers.reader().user).cookies
    return {
        "addresses": addresses,
        "cookie": "; ".join(f"{one.key}={one.value}" for one in cookies.values()),
    }
