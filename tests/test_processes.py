"""Further processes: what goes through, and that none is left behind."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desk.processes import Process

ROOT = Path(__file__).resolve().parents[1]
PARENT = """
import time
from desk.processes import Process
first = Process("tests.test_processes:begets")
print(*first.receive(), flush=True)
time.sleep(60)
"""


def add(line, start):
    while True:
        start += line.receive()
        print("noise")
        line.send(start)


def spin(line):
    line.send(os.getpid())
    while True:
        pass


def begets(line):
    """A process with processes of its own: one that computes, one that waits, one that is about to answer."""
    own = [Process("tests.test_processes:spin"), Process("tests.test_processes:floods")]
    line.send([os.getpid(), *(process.receive() for process in own)])
    line.receive()


def floods(line):
    line.send(os.getpid())
    while True:
        line.send(bytes(1 << 20))


def test_values_go_both_ways_and_what_is_printed_goes_nowhere():
    process = Process("tests.test_processes:add", 1)
    for number in (2, 3):
        process.send(number)
    assert [process.receive(), process.receive()] == [3, 6]
    process.close()
    assert not process.is_alive


def test_the_end_of_a_process_is_told_again_and_again():
    process = Process("tests.test_processes:missing")
    for _ in range(2):
        with pytest.raises(EOFError):
            process.receive()
        process.send("nobody hears")
    process.close()


def test_a_module_in_the_folder_of_the_caller_is_not_taken(tmp_path, monkeypatch):
    (tmp_path / "pickle.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    process = Process("tests.test_processes:add", 1)
    process.send(1)
    assert process.receive() == 2
    process.close()


def test_one_that_was_forgotten_does_not_hinder_the_end_of_the_program():
    code = "from desk.processes import Process\nkept = Process('tests.test_processes:spin')\nkept.receive()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="没有 sh")
def test_a_frozen_program_starts_itself(tmp_path, monkeypatch):
    program = tmp_path / "desk"
    program.write_text(f'#!/bin/sh\ncd {ROOT}\nexec {sys.executable} -m desk "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    process = Process("tests.test_processes:add", 1)
    process.send(2)
    assert process.receive() == 3
    process.close()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="没有 pidfd")
def test_no_process_outlives_one_that_is_killed():
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(word) for word in parent.stdout.readline().split()]
        assert len(pids) == 3
        watched = [os.pidfd_open(pid) for pid in pids]
        os.kill(parent.pid, signal.SIGKILL)
        for descriptor in watched:
            ended, _, _ = select.select([descriptor], [], [], 20)
            assert ended
            os.close(descriptor)
