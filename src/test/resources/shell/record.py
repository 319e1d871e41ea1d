#!/usr/bin/env python3
"""Runs every script of scripts.txt in a real dash with GNU tools and writes what it does to corpus.jsonl.

Each script starts with a line "### what it shows". It runs in an empty directory as `sh -c SCRIPT sh`.
"""
import json, os, pathlib, shutil, subprocess, tempfile

here = pathlib.Path(__file__).parent
cases = []
for block in ("\n" + (here / "scripts.txt").read_text()).split("\n### ")[1:]:
    name, _, script = block.partition("\n")
    cases.append((name, script.rstrip("\n")))
tools = tempfile.mkdtemp()
for directory in ("/usr/bin", "/bin"):
    for tool in os.listdir(directory):
        if not os.path.lexists(os.path.join(tools, tool)):
            os.symlink(os.path.join(directory, tool), os.path.join(tools, tool))
os.unlink(os.path.join(tools, "sh"))
os.symlink(shutil.which("dash"), os.path.join(tools, "sh"))
with open(here / "corpus.jsonl", "w") as out:
    for name, script in cases:
        work = tempfile.mkdtemp()
        home = os.path.join(work, "work")
        os.mkdir(home)
        run = subprocess.run(["sh", "-c", script, "sh"], executable=shutil.which("dash"), cwd=home, stdin=subprocess.DEVNULL, capture_output=True, timeout=20,
                             env={"PATH": tools, "HOME": "/root", "LC_ALL": "C"})
        code = run.returncode if run.returncode >= 0 else 128 - run.returncode
        plain = lambda data: data.decode().replace(home, "/box")
        out.write(json.dumps({"name": name, "script": script, "stdout": plain(run.stdout), "stderr": plain(run.stderr), "exit": code}, ensure_ascii=False) + "\n")
        shutil.rmtree(work)
shutil.rmtree(tools)
