"""How long a whole handover takes: `python tests/benchmarks/handover_pdf.py [runs]`, on a machine that does nothing else."""

import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


def main(runs):
    import django

    django.setup()
    from handover.contents.kinds import KINDS
    from handover.contents.paper import paper_of
    from handover.rendering.pdf import rendered
    from handover.rendering.reading import read
    from handover.rendering.search import secret_in
    from tests.handover import harbour_desk

    for kind in (one for one in KINDS.values() if one.is_written):
        for run in range(1, runs + 1):
            began = time.perf_counter()
            done = rendered(paper_of(harbour_desk.inputs(), kind))
            written = time.perf_counter() - began
            found = secret_in(read(done.content))
            searched = time.perf_counter() - began - written
            size = len(done.content) // 1024
            print(
                f"{kind.id:18} run {run}: {done.pages:3} pages, {written:5.2f} s set, {searched:5.2f} s searched, {size:4} KiB{', SECRET' if found else ''}"
            )
    print(
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
