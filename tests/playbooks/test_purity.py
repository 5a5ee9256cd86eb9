"""The playbooks load without the project around them."""

import subprocess
import sys


def test_loads_nothing_but_the_standard_library():
    script = (
        "import sys, portal.playbooks;"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'celery', 'audits', 'handover')])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
