"""Messages between processes: pickled objects over two byte streams, read in a thread of their own."""

from __future__ import annotations

import pickle
import queue
import threading
from collections.abc import Callable, Iterator
from typing import IO, Any


class Post:
    """Sends to one stream and hears from the other; `gone` is called once the other side is."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes], gone: Callable[[], None] = lambda: None) -> None:
        self._incoming, self._outgoing, self._gone = incoming, outgoing, gone
        self._heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while True:
                self._heard.put(pickle.load(self._incoming))  # noqa: S301 - from this very program
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._gone()
            self._heard.put(None)

    def send(self, message: object) -> None:
        """Send, or do nothing where the other side is gone."""
        try:
            self._outgoing.write(pickle.dumps(message))
            self._outgoing.flush()
        except (OSError, ValueError):
            self._gone()

    def wait(self) -> Any:
        """The next message, None when there will be no more."""
        return self._heard.get()

    def heard(self) -> Iterator[Any]:
        """What has come since, without waiting."""
        while True:
            try:
                yield self._heard.get_nowait()
            except queue.Empty:
                return
