"""The reader of the program, asked through the helper `records` (records.c)."""
import json
import subprocess


class Reader:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, data, delimiter):
        """{"refused": sentence} or {"records": [[line, offset, cells], ...]} of bytes."""
        self.process.stdin.write(b"%d %d\n" % (len(data), ord(delimiter)) + data)
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"records ended with status {self.process.wait()} on {data!r}")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        status = self.process.wait()
        if status:
            raise RuntimeError(f"records ended with status {status}")
