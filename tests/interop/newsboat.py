#!/usr/bin/env python3
"""newsboat.py PROGRAM: the recipe for newsboat in docs/recipes.md, with the real newsboat on a feed in a file.

The lines of its configuration are taken from the document as they stand there.
"""
import os
import pty
import re
import select
import struct
import fcntl
import sys
import tempfile
import termios
import time

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Local news</title><link>https://example.org/</link><description>d</description>
<item><title>Telefonat</title><link>https://example.org/1</link><pubDate>Wed, 03 Apr 2024 10:00:00 +0000</pubDate>
<description>&lt;p&gt;Das russische Verteidigungsministerium erkl\u00e4rte am Mittwoch, Sergej Schoigu habe telefoniert.&lt;/p&gt;</description></item>
</channel></rss>
"""

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
program = os.path.abspath(sys.argv[1])


def recipe():
    """The block of the document that begins with the name of newsboat's file."""
    text = open(os.path.join(root, "docs", "recipes.md"), encoding="utf-8").read()
    return re.search(r"```\n(# ~/\.newsboat/config\n.*?)```", text, re.S).group(1)


class Terminal:
    def __init__(self, home, command):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = {"HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": f"{os.path.dirname(program)}:{os.environ['PATH']}"}
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def wait(self, wanted, seconds=20):
        """Whether the text turns up; sequences of the terminal are left out."""
        begin, end = len(self.seen), time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return wanted in self.plain(begin)
                self.seen += data.decode("utf-8", "replace")
                if "\x1b]11;?" in self.seen[-200:]:
                    os.write(self.fd, b"\x1b]11;rgb:0000/0000/0000\x1b\\")
            if wanted in self.plain(begin):
                return True
        return False

    def plain(self, begin):
        return re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][A-Z0-9]|.)", "", self.seen[begin:])

    def press(self, keys):
        time.sleep(0.4)
        os.write(self.fd, keys.encode())


failures = 0


def check(what, holds, seen=""):
    global failures
    if not holds:
        failures += 1
        print(f"    failed: {what}; seen: {seen[-600:]!r}")


with tempfile.TemporaryDirectory() as home:
    feed = os.path.join(home, "feed.xml")
    open(feed, "w", encoding="utf-8").write(FEED)
    folder = os.path.join(home, ".newsboat")
    os.mkdir(folder)
    open(os.path.join(folder, "urls"), "w").write(f"file://{feed}\n")
    open(os.path.join(folder, "config"), "w").write(recipe() + "auto-reload no\n")
    boat = Terminal(home, ["newsboat", "-r"])
    check("newsboat shows the feed", boat.wait("Local news"), boat.plain(0))
    boat.press("\r")
    check("newsboat shows the item", boat.wait("Telefonat"), boat.plain(0))
    boat.press("\r")
    check("namedrop shows the item", boat.wait("Verteidigungsministerium"), boat.plain(0))
    check("namedrop has found the minister", boat.wait("Sergej Schoigu", 5) or "Sergej" in boat.plain(0), boat.plain(0))
    boat.press("\t")
    check("Tab steps to a name", boat.wait("Schoigu 1/1", 10), boat.plain(0))
    boat.press("q")
    boat.press("q")
    boat.press("q")
    boat.press("Q")
    time.sleep(1)
    check("q goes back to newsboat, and newsboat ends", os.waitpid(boat.pid, os.WNOHANG)[0] == boat.pid or boat.wait("", 1))
print(f"    {failures} failed")
sys.exit(bool(failures))
