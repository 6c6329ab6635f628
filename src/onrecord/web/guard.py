"""What stands between a browser and the pages: only this machine, only our own pages, nothing remote.

A page of another site can make a browser send requests here (cross-site request forgery), and can have its own name
resolve to 127.0.0.1 (DNS rebinding). So the host must be ours, a request that changes something must come from one of
our pages, and what other sites embed is refused. Sources: Fetch Metadata (W3C), OWASP's cheat sheet on CSRF.
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """Refuses what does not come from the user's own browser and our own pages; adds the headers to every answer."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)
        self.origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if refusal := self.refusal(scope["method"], Headers(scope=scope)):
            answer = PlainTextResponse(f"Refused: {refusal}\n", status_code=403)
            await answer(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)

    def refusal(self, method: str, headers: Headers) -> str | None:
        """Say why a request is refused; None if it may pass."""
        if headers.get("host", "").lower() not in self.hosts:
            return "this address is not the workbench's own."
        if method not in _SAFE:
            return None if headers.get("origin") in self.origins else "it does not come from a page of the workbench."
        site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
        is_link = mode == "navigate" and headers.get("sec-fetch-dest", "document") == "document"
        if site in ("cross-site", "same-site") and not is_link:
            return "another site asks for it."
        return None
