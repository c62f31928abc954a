"""A webhook receiver on loopback whose answers a test decides."""

import http.server
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Hit:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def challenge(self) -> str | None:
        return self.json["data"].get("challenge")


@dataclass(frozen=True)
class Reply:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def agreeing(hit: Hit) -> Reply:
    """Answers challenges, takes everything."""
    return Reply(body=json.dumps({"challenge": hit.challenge}).encode()) if hit.challenge else Reply()


class Receiver:
    """`answer` may be changed at any time; `hits` are all requests in order, `events` those that are no challenge."""

    def __init__(self) -> None:
        self.answer: Callable[[Hit], Reply] = agreeing
        self.hits: list[Hit] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.request_queue_size = 128
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def events(self) -> list[Hit]:
        return [hit for hit in self.hits if hit.challenge is None]

    def refuse(self, status: int, **given: Any) -> None:
        """Answer challenges, and everything else with this status."""
        self.answer = lambda hit: agreeing(hit) if hit.challenge else Reply(status, **given)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(receiver) -> type[http.server.BaseHTTPRequestHandler]:
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                pass

            def _take(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                hit = Hit(self.command, self.path, headers, body)
                receiver.hits.append(hit)
                reply = receiver.answer(hit)
                self.send_response(reply.status)
                for name, value in {**reply.headers, "content-length": str(len(reply.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            do_GET = do_POST = _take

        return Handler
