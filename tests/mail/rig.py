"""What the tests of mail share: a folder with certificates, configurations and messages, and runs of
the helper `letters` and of crossoff. Only the loopback interface is used."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HOST = "127.0.0.1"
PATIENCE = 60  # seconds that a run may take at most; the limits under test are far below


def need_aiosmtpd():
    """It may be there for Debian's own Python only, which then goes on with this test."""
    try:
        import aiosmtpd  # noqa: F401
    except ImportError:
        if sys.executable == "/usr/bin/python3" or not os.path.exists("/usr/bin/python3"):
            print("skipped: python3-aiosmtpd is not installed")
            sys.exit(77)
        os.execv("/usr/bin/python3", ["/usr/bin/python3", "-B", *sys.argv])


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class Rig:
    """A folder of one's own. `letters` and `crossoff` are the programs."""

    def __init__(self, folder, build):
        self.written = {}
        self.folder = pathlib.Path(folder)
        self.build = pathlib.Path(build).resolve()
        self.letters, self.crossoff = self.build / "letters", self.build / "crossoff"
        self.env = {"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
                    **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
        self.number = 0
        self.message = self.file("message", MESSAGE)

    def path(self, name):
        return self.folder / name

    def file(self, name, content, mode=0o600):
        path = self.path(name)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        path.chmod(mode)
        self.written[path] = path.read_bytes()
        return path

    def authority(self, name):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", self.path(f"{name}.key"), "-out", self.path(f"{name}.pem"),
                "-days", "2", "-subj", f"/CN={name}",
                "-addext", "basicConstraints=critical,CA:TRUE")

    def certificate(self, name, names, authority="ca"):
        """NAME.key and NAME.pem for these alternative names."""
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", self.path(f"{name}.key"), "-out", self.path(f"{name}.csr"),
                "-subj", f"/CN={name}")
        extension = self.file(f"{name}.ext", f"subjectAltName={names}\n")
        openssl("x509", "-req", "-in", self.path(f"{name}.csr"), "-CA",
                self.path(f"{authority}.pem"), "-CAkey", self.path(f"{authority}.key"),
                "-CAcreateserial", "-days", "2", "-extfile", extension,
                "-out", self.path(f"{name}.pem"))

    def config(self, **settings):
        """A configuration of its own; a setting is `password_file="..."`, None leaves it out."""
        self.number += 1
        settings = {"from": "crossoff@works.example", "answer-timeout": "2s", "timeout": "6s",
                    **{k.replace("_", "-"): v for k, v in settings.items()}}
        lines = [f"{k} = {v}" for k, v in settings.items() if v is not None]
        return self.file(f"config-{self.number}.ini", "\n".join(["[mail]", *lines, ""]))

    def send(self, config, *to, message=None, env=None):
        """[(outcome, code, flags, text)] of each address, and what was printed altogether."""
        done = subprocess.run([self.letters, config, message or self.message,
                               *(to or ("anna@works.example",))], capture_output=True,
                              timeout=PATIENCE, env={**self.env, **(env or {})}, cwd=self.folder)
        said = done.stdout.decode() + done.stderr.decode()
        if done.returncode:
            raise AssertionError(f"letters ended with {done.returncode}: {said}")
        results = []
        for line in done.stdout.decode().splitlines():
            outcome, code, flags, text = line.split(" ", 3)
            results.append((outcome, int(code), flags, text))
        return results

    def test(self, config, to="anna@works.example", env=None):
        """crossoff mail --test: exit status and what it said."""
        done = subprocess.run([self.crossoff, "--config", config, "mail", "--test", to],
                              capture_output=True, timeout=PATIENCE,
                              env={**self.env, **(env or {})}, cwd=self.folder)
        assert not done.stdout, done.stdout
        return done.returncode, done.stderr.decode()


MESSAGE = ("From: crossoff@works.example\r\nTo: anna@works.example\r\nSubject: a test\r\n"
           "Message-ID: <one@works.example>\r\n\r\nhello\r\n")


@contextlib.contextmanager
def rig(build):
    folder = tempfile.mkdtemp(prefix="crossoff-mail-")
    try:
        yield Rig(folder, build)
    finally:
        shutil.rmtree(folder)


def run(cases):
    """Calls each (name, function); prints what failed and a count. Gives the exit status."""
    failed = 0
    for name, case in cases:
        try:
            case()
        except Exception as error:  # whatever it is, the other cases are looked at too
            failed += 1
            print(f"{name}: {type(error).__name__}: {error}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0
