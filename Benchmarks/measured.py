"""What bench-sip and bench-events have in common: the server that is measured, on a CPU of its own."""
import collections, glob, os, signal, subprocess

CPUS = sorted(os.sched_getaffinity(0))


def on_first_cpu():
    os.sched_setaffinity(0, {CPUS[0]})


def on_last_cpu():
    os.sched_setaffinity(0, {CPUS[-1]})


def tree(pid):
    """A process and all that it started."""
    yield pid
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            children = open(path).read().split()
        except OSError:
            continue
        for child in children:
            yield from tree(int(child))


class Server:
    def __init__(self, name, command, log, **more):
        self.name = name
        self.process = subprocess.Popen(command, stderr=log, text=True, preexec_fn=on_first_cpu, **more)

    def processes(self):
        return set(tree(self.process.pid))

    def cpu(self):
        """Microseconds by the name of the thread."""
        used = collections.Counter()
        for pid in self.processes():
            for path in glob.glob(f"/proc/{pid}/task/*"):
                try:
                    used[open(path + "/comm").read().strip()] += int(open(path + "/schedstat").read().split()[0]) / 1000
                except (OSError, ValueError):
                    pass
        return used

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
