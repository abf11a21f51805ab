"""Put the templates in order, or with ``--check`` say which are not."""

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent


def main() -> int:
    templates = [str(path) for path in Path("fascicle").rglob("templates/**/*.html")]
    check = ["--check"] if "--check" in sys.argv else []
    indent = subprocess.run(
        [BIN / "djhtml", "--tabwidth", "2", *check, *templates], check=False
    )
    tidy = subprocess.run(
        [BIN / "djade", "--target-version", "5.2", *check, *templates], check=False
    )
    failed = indent.returncode or tidy.returncode
    return failed if check else 0


if __name__ == "__main__":
    sys.exit(main())
