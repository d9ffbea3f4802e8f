"""Runs the commands of a page of the documentation, in their order, in an empty folder.

    documented_commands.py PAGE --divert BINARY --examples FOLDER --downloads FOLDER

What counts, by the words behind the three backquotes that open a block:

    sh                run; must end with status 0
    sh exit=N         run; must end with status N
    sh background     started; the page goes on when it has printed a line with the word "ready" or "listening"
    sh not-run        left out; printed as such, so that the caller can hold the list against what it expects
    text output       what the block above must have printed, line by line in this order; … stands for anything
    LANGUAGE file=F   written into the file F

and the line <!-- ctrl-c -->, which ends what runs in the background. All other blocks are pictures. Variables that a block exports, and the folder it changed into, hold for the next ones.
Programs are ended when the page ends. Exit status 1, with the line of the block, when something did not hold.
"""

import argparse
import fcntl
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

PATIENCE_SECONDS = 40


class Block:
    def __init__(self, line, words, text):
        self.line, self.words, self.text = line, words, text


class Failure(Exception):
    pass


def blocks(page):
    """The fenced blocks of a Markdown page."""
    opened = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.match(r"^(\s*)```(.*)$", line)
        if opened is None and fence:
            opened = (number, fence.group(2).split(), [], len(fence.group(1)))
        elif opened is not None and fence and not fence.group(2):
            yield Block(opened[0], opened[1], "\n".join(opened[2]) + "\n")
            opened = None
        elif opened is not None:
            opened[2].append(line[opened[3]:])
        elif line == "<!-- ctrl-c -->":
            yield Block(number, ["stop"], "")


def bring_loopback_up():
    """In a network namespace of its own the loopback interface is down at first."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, 0x8913, request))[1]
        if not flags & 1:
            fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", flags | 1))


class Session:
    """One person at one machine, following one page."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        self.state = folder.parent / "state"
        self.state.write_text(f"cd {folder}\n")
        self.running = []
        self.output = ""

    def script(self, text, keep):
        lines = [f"source {self.state}", "set -euo pipefail", text]
        if keep:
            lines.append(f'{{ declare -px; echo "cd $(printf %q "$PWD")"; }} > {self.state}')
        return "\n".join(lines)

    def run(self, block, status):
        print(f"--- line {block.line}\n{block.text}", end="", flush=True)
        process = subprocess.run(
            ["bash", "-c", self.script(block.text, keep=True)], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE_SECONDS, check=False)
        self.output = process.stdout.decode(errors="replace")
        print(self.output, end="", flush=True)
        if process.returncode != status:
            raise Failure(f"line {block.line}: ended with status {process.returncode}, not {status}\n{self.logs()}")

    def start(self, block):
        print(f"--- line {block.line}, in the background\n{block.text}", end="", flush=True)
        log = self.folder.parent / f"background-{len(self.running)}.log"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                ["bash", "-c", self.script(block.text, keep=False)], env=self.environment, stdin=subprocess.DEVNULL,
                stdout=sink, stderr=subprocess.STDOUT, start_new_session=True)
        self.running.append((process, log))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not re.search(r"\b(ready|listening)\b", log.read_text(errors="replace"), re.IGNORECASE):
            if process.poll() is not None:
                raise Failure(f"line {block.line}: ended with status {process.returncode}\n{self.logs()}")
            if time.monotonic() > deadline:
                raise Failure(f"line {block.line}: did not get ready\n{self.logs()}")
            time.sleep(0.02)
        self.output = log.read_text(errors="replace")

    def expect(self, block):
        position = 0
        lines = self.output.splitlines()
        for wanted in block.text.splitlines():
            if not wanted.strip():
                continue
            pattern = re.compile(".*".join(re.escape(" ".join(part.split())) for part in wanted.split("…")))
            while position < len(lines) and not pattern.search(" ".join(lines[position].split())):
                position += 1
            if position == len(lines):
                raise Failure(f"line {block.line}: nothing was printed like: {wanted}\n{self.logs()}")
            position += 1

    def logs(self):
        return "".join(f"--- {log.name}\n{log.read_text(errors='replace')}" for _, log in self.running)

    def end(self):
        for process, _ in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process, _ in self.running:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        self.running = []


def follow(page, session):
    for block in blocks(page):
        if not block.words:
            continue
        language, *attributes = block.words
        named = dict(word.split("=", 1) for word in attributes if "=" in word)
        if "file" in named:
            (session.folder / named["file"]).parent.mkdir(parents=True, exist_ok=True)
            (session.folder / named["file"]).write_text(block.text, encoding="utf-8")
        elif language == "text" and "output" in attributes:
            session.expect(block)
        elif language == "stop":
            session.end()
        elif language != "sh":
            continue
        elif "not-run" in attributes:
            print(f"not run, line {block.line}: {' && '.join(block.text.splitlines())}", flush=True)
        elif "background" in attributes:
            session.start(block)
        else:
            session.run(block, int(named.get("exit", 0)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("--divert", type=pathlib.Path, required=True)
    parser.add_argument("--examples", type=pathlib.Path, required=True)
    parser.add_argument("--downloads", type=pathlib.Path, required=True, help="what a user has downloaded")
    arguments = parser.parse_args()
    bring_loopback_up()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "home"
        folder.mkdir()
        tools = pathlib.Path(name) / "bin"
        tools.mkdir()
        (tools / "divert").symlink_to(arguments.divert)
        if arguments.examples.is_dir():
            shutil.copytree(arguments.examples, folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
        for file in [*arguments.downloads.glob("*.tar.gz"), *arguments.downloads.glob("SHA256SUMS")]:
            (folder / file.name).symlink_to(file)
        path = os.pathsep.join([str(tools), str(pathlib.Path(sys.executable).parent), os.environ.get("PATH", "")])
        kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
        session = Session(folder, {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", **kept})
        try:
            follow(arguments.page, session)
        except Failure as failure:
            print(failure, flush=True)
            return 1
        finally:
            session.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
