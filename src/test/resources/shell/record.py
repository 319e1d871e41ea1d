#!/usr/bin/env python3
"""Runs every script of scripts.txt in a real dash, of bash.txt in a real bash, both with GNU tools, and of busybox.txt in a real busybox with nothing
else, and writes what they do to corpus.jsonl, bash.jsonl and busybox.jsonl.

Each script starts with a line "### what it shows". It runs in an empty directory as `sh -c SCRIPT sh`; in busybox without the last word, because its
shell complains differently when it is given a name. Names on the command line (`record.py busybox`) record those alone.
"""
import json, os, pathlib, shutil, subprocess, sys, tempfile

here = pathlib.Path(__file__).parent


def gnu_tools(directory):
    for source in ("/usr/bin", "/bin"):
        for tool in os.listdir(source):
            if not os.path.lexists(os.path.join(directory, tool)):
                os.symlink(os.path.join(source, tool), os.path.join(directory, tool))
    os.unlink(os.path.join(directory, "sh"))
    os.symlink(shutil.which("dash"), os.path.join(directory, "sh"))


def busybox_tools(directory):
    for applet in subprocess.run(["busybox", "--list"], capture_output=True, text=True, check=True).stdout.split():
        os.symlink(shutil.which("busybox"), os.path.join(directory, applet))


def record(scripts, corpus, shell, words, fill, locale):
    tools = tempfile.mkdtemp()
    fill(tools)
    cases = []
    for block in ("\n" + (here / scripts).read_text()).split("\n### ")[1:]:
        name, _, script = block.partition("\n")
        cases.append((name, script.rstrip("\n")))
    with open(here / corpus, "w") as out:
        for name, script in cases:
            work = tempfile.mkdtemp()
            home = os.path.join(work, "work")
            os.mkdir(home)
            run = subprocess.run([word or script for word in words], executable=os.path.join(tools, shell), cwd=home, stdin=subprocess.DEVNULL,
                                 capture_output=True, timeout=20, env={"PATH": tools, "HOME": "/root", "LC_ALL": locale})
            code = run.returncode if run.returncode >= 0 else 128 - run.returncode
            plain = lambda data: data.decode().replace(home, "/box").replace(tools, "/usr/bin")
            out.write(json.dumps({"name": name, "script": script, "stdout": plain(run.stdout), "stderr": plain(run.stderr), "exit": code}, ensure_ascii=False) + "\n")
            shutil.rmtree(work)
    shutil.rmtree(tools)


chosen = sys.argv[1:] or ["dash", "bash", "busybox"]
if "dash" in chosen:
    record("scripts.txt", "corpus.jsonl", "sh", ["sh", "-c", None, "sh"], gnu_tools, "C")
if "bash" in chosen:
    record("bash.txt", "bash.jsonl", "bash", ["bash", "-c", None, "bash"], gnu_tools, "C.UTF-8")
if "busybox" in chosen:
    record("busybox.txt", "busybox.jsonl", "sh", ["sh", "-c", None], busybox_tools, "C")
