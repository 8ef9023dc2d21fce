"""Runs FOLDER/0.py, 1.py, ... and prints what each wrote, as one line of JSON."""

import contextlib
import glob
import io
import json
import os
import runpy
import sys
import traceback

import yaml


def outcome(program, out):
    """The objects that a program wrote into a folder, or why it failed."""
    sys.argv = [program, out]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            runpy.run_path(program, run_name="__main__")
        objects = []
        files = sorted(glob.glob(os.path.join(out, "*.yaml")))
        for file in files:
            with open(file) as text:
                objects.extend(yaml.safe_load_all(text))
        return {"objects": objects, "files": [os.path.basename(file) for file in files], "fault": ""}
    except BaseException:
        return {"objects": [], "files": [], "fault": traceback.format_exc()}


folder, count = sys.argv[1], int(sys.argv[2])
outcomes = [
    outcome(os.path.join(folder, f"{index}.py"), os.path.join(folder, f"out-{index}"))
    for index in range(count)
]
sys.stdout.write("\n" + json.dumps(outcomes, default=str) + "\n")
