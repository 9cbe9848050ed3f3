"""A headless Chromium, spoken to in the WebDriver protocol with nothing but Python's own library."""
import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

KEYS = {"Escape": "\ue00c", "Tab": "\ue004", "Enter": "\ue007"}


class Browser:
    """One window; use it in a `with` block."""

    def __init__(self, width=1280, height=900, dark=False):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.driver = subprocess.Popen([shutil.which("chromedriver"), f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", f"--window-size={width},{height}"]
        arguments += ["--blink-settings=preferredColorScheme=0"] if dark else ["--blink-settings=preferredColorScheme=1"]
        options = {"args": arguments, "binary": shutil.which("chromium")}
        wanted = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}
        for _ in range(100):
            try:
                self.session = f"/session/{self._send('POST', '/session', {'capabilities': wanted})['sessionId']}"
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        else:
            raise RuntimeError("the browser did not start")
        # A headless window cannot be narrower than 500 pixels; a viewport can.
        self.command("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def _send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self._send("DELETE", self.session)
        except OSError:
            pass
        self.driver.terminate()
        self.driver.wait()

    def command(self, name, parameters):
        return self._send("POST", f"{self.session}/goog/cdp/execute", {"cmd": name, "params": parameters})

    def open(self, path):
        self._send("POST", f"{self.session}/url", {"url": f"file://{path}"})

    def run(self, script):
        """The value of a script's `return`."""
        return self._send("POST", f"{self.session}/execute/sync", {"script": script, "args": []})

    def press(self, *keys):
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self._send("POST", f"{self.session}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def click(self, selector):
        using = {"using": "css selector", "value": selector}
        element = next(iter(self._send("POST", f"{self.session}/element", using).values()))
        # Into the middle: at the edge the bars of the page would cover it.
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{ block: 'center', behavior: 'instant' }})")
        self._send("POST", f"{self.session}/element/{element}/click", {})

    def screenshot(self, file):
        with open(file, "wb") as out:
            out.write(base64.b64decode(self._send("GET", f"{self.session}/screenshot")))

    def print(self, file):
        page = {"page": {"width": 21.0, "height": 29.7}, "background": False}
        with open(file, "wb") as out:
            out.write(base64.b64decode(self._send("POST", f"{self.session}/print", page)))

    def complaints(self):
        """What the console says: errors of scripts, and everything that the page's policy refused."""
        return [entry["message"] for entry in self._send("POST", f"{self.session}/se/log", {"type": "browser"})]
