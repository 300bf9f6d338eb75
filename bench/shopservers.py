"""The servers of a whole shop for the measurements beside this file: what `make setup-test` installed, on free ports of 127.0.0.1,
ended with the script."""
import atexit, contextlib, http.client, json, os, shutil, signal, socket, subprocess, sys, tempfile, time
from urllib.parse import urlsplit

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODELS = subprocess.run([os.path.join(ROOT, "scripts", "models-folder")], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
PARTS = os.path.join(os.path.dirname(MODELS), "integration")
MONGO_PYTHON = os.path.join(PARTS, "mongo", "bin", "python3")
PROGRAM = os.path.join(ROOT, ".build", "release", "blankspace")
MODEL = "gemma3-270m"


def with_mongo_client():
    """Runs the script anew with the Python that has MongoDB's client, where this one has not."""
    try:
        import pymongo  # noqa: F401
    except ImportError:
        os.execv(MONGO_PYTHON, [MONGO_PYTHON] + sys.argv)


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def spread(values):
    return f"p50 {percentile(values, .5):.1f}, p99 {percentile(values, .99):.1f}, most {max(values, default=float('nan')):.1f}"


def free_port():
    with contextlib.closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def folder():
    path = tempfile.mkdtemp(prefix="blankspace-bench-")
    atexit.register(shutil.rmtree, path, True)
    return path


def spawn(command, environment=None, log=None):
    output = open(log, "w") if log else subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
        env=dict(os.environ, **(environment or {})))
    atexit.register(end, process)
    return process


def end(process):
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(port, process, seconds=120):
    until = time.time() + seconds
    while time.time() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    sys.exit(f"{process.args[0]} does not start")


def gemma():
    """Gemma 3 270M behind Ollama's protocol. Its port."""
    home = folder()
    environment = {"VIPERA_HOME": home, "HOME": home, "NO_COLOR": "1", "HF_HUB_OFFLINE": "1"}
    program = os.path.join(PARTS, "models", "venv", "bin", "vipera")
    weights = os.path.join(PARTS, "models", "gemma-3-270m-q4_k_m.gguf")
    subprocess.run(
        [program, "model", "import", weights, "--name", MODEL], env=dict(os.environ, **environment), check=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    port = free_port()
    process = spawn(
        [program, "serve", "start", "-m", MODEL, "--host", "127.0.0.1", "-p", str(port), "--ctx", "4096",
         "--protocol", "openai,ollama"], environment)
    wait_for(port, process)
    return port


def mongodb():
    """A server that speaks MongoDB's protocol. Its port."""
    port = free_port()
    program = os.path.join(PARTS, "mongo", "bin", "secantusd-py")
    process = spawn([program, "--host", "127.0.0.1", "--port", str(port), "--storage-path", os.path.join(folder(), "data")])
    wait_for(port, process)
    return port


def chroma():
    """ChromaDB. Its port and process."""
    port, path = free_port(), folder()
    program = os.path.join(PARTS, "chroma", "venv", "bin", "chroma")
    process = spawn([program, "run", "--path", path, "--host", "127.0.0.1", "--port", str(port)])
    wait_for(port, process)
    return port, process


class Server:
    """`blankspace serve` with a database of its own."""

    def __init__(self, environment, program=PROGRAM, log=None):
        environment = dict(environment)
        environment.setdefault("BLANKSPACE_DATABASE", os.path.join(folder(), "assistant.sqlite"))
        environment.setdefault("BLANKSPACE_MODELS", MODELS)
        self.environment = dict(os.environ, **environment)
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
            stderr=open(log, "w") if log else subprocess.DEVNULL, start_new_session=True, env=self.environment, text=True)
        atexit.register(end, self.process)
        self.url = self.process.stdout.readline().strip()
        self.host, self.port = urlsplit(self.url).hostname, urlsplit(self.url).port

    def get(self, path):
        with contextlib.closing(http.client.HTTPConnection(self.host, self.port, timeout=60)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def states(self):
        status, body = self.get("/readyz")
        return {row["name"]: row for row in json.loads(body)["dependencies"]}

    def wait_until(self, condition, seconds=600):
        until = time.time() + seconds
        while time.time() < until:
            if condition(self.states()):
                return
            time.sleep(0.02)
        sys.exit(f"not reached: {self.states()}")

    def events(self, message):
        """The events of a turn, each with the seconds since the request was sent: (seconds, name, data)."""
        with contextlib.closing(http.client.HTTPConnection(self.host, self.port, timeout=120)) as connection:
            body = json.dumps({"message": message}).encode()
            connection.connect()
            began = time.monotonic()
            connection.request(
                "POST", "/api/llm/chat", body, {"Content-Type": "application/json", "Accept": "text/event-stream"})
            response = connection.getresponse()
            if response.status != 200:
                raise RuntimeError(f"{response.status}: {response.read()[:200]}")
            name = None
            for line in response:
                if line.startswith(b"event: "):
                    name = line[7:].strip().decode()
                elif line.startswith(b"data: "):
                    yield time.monotonic() - began, name, json.loads(line[6:])
