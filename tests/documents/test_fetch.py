"""The edge: files from disk, addresses from the web, with the outside world in the test's hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from onrecord.documents import fetch
from onrecord.documents.fetch import Web, from_path, from_url, is_public
from onrecord.errors import NotFetched, Refusal, TooLarge

NOW = datetime(2021, 3, 12, 8, 0, tzinfo=UTC)
PUBLIC = "93.184.216.34"
Answer = Callable[[httpx.Request], httpx.Response]


def web(answer: Answer, hosts: dict[str, list[str]] | None = None, max_bytes: int = 10_000) -> Web:
    def resolver(host: str, _port: int) -> list[str]:
        if hosts is not None and host not in hosts:
            raise OSError(host)
        return [PUBLIC] if hosts is None else hosts[host]

    return Web(resolver=resolver, transport=httpx.MockTransport(answer), max_bytes=max_bytes)


def page(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text="Words.", headers={"content-type": "text/plain", "etag": "7", "set-cookie": "a=b"})


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Words.")
    blob = from_path(path, NOW)
    assert (blob.data, blob.name) == (b"Words.", "a.txt")
    assert (blob.sighting.where, blob.sighting.seen_at) == (str(path), "2021-03-12T08:00:00Z")


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.txt", tmp_path / "a\x00b"):
        with pytest.raises(NotFetched) as caught:
            from_path(path, NOW)
        assert caught.value.where == str(path)
        assert caught.value.do


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as out:
        out.truncate(200_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("it was read"))
    with pytest.raises(TooLarge):
        from_path(path, NOW)


def test_an_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name of the program, and with selected headers kept; no cookie is."""
    seen: list[httpx.Request] = []
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return page(request)

    blob = from_url("http://news.example:8080/law?a=1#part", NOW, web(answer))
    assert (blob.data, blob.name, blob.media_type) == (b"Words.", "http://news.example:8080/law?a=1#part", "text/plain")
    assert blob.sighting.headers == {"content-type": "text/plain", "etag": "7", "content-length": "6"}
    (request,) = seen
    assert request.headers["user-agent"].startswith("onrecord/")
    assert (request.headers["host"], request.url.path) == ("news.example:8080", "/law")


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """So that a name which changes its address between the check and the request gains nothing."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return page(request)

    from_url("https://news.example/law", NOW, web(answer))
    assert seen[0].url.host == PUBLIC
    assert seen[0].headers["host"] == "news.example"
    assert seen[0].extensions["sni_hostname"] == "news.example"


def test_redirects_are_followed_and_recorded() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/old":
            return httpx.Response(301, headers={"location": "/new"})
        return page(request)

    blob = from_url("http://news.example/old", NOW, web(answer))
    assert blob.sighting.where == "http://news.example/new"
    assert blob.sighting.redirects == ("http://news.example/old",)


def test_endless_redirects_end() -> None:
    with pytest.raises(NotFetched, match="redirects too often"):
        from_url("http://news.example/a", NOW, web(lambda _: httpx.Response(302, headers={"location": "/a"})))


INSIDE = ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "100.64.0.1", "240.0.0.1",
          "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
          "nonsense"]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_networks_are_never_asked(address: str) -> None:
    assert not is_public(address)
    asked = web(lambda _: pytest.fail("it was asked"), {"news.example": [PUBLIC, address]})
    with pytest.raises(NotFetched, match="private or reserved"):
        from_url("http://news.example/", NOW, asked)


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_a_redirect_into_the_network_is_refused() -> None:
    hosts = {"news.example": [PUBLIC], "inside.example": ["10.0.0.8"]}
    answer: Answer = lambda _: httpx.Response(302, headers={"location": "http://inside.example/secret"})  # noqa: E731
    with pytest.raises(NotFetched, match="private or reserved"):
        from_url("http://news.example/", NOW, web(answer, hosts))


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hosts", "ftp://news.example/a", "javascript:1", "http://", "http://[1", "nothing", "http://a:99999/"],
)
def test_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(NotFetched) as caught:
        from_url(url, NOW, web(page))
    assert caught.value.where == url


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
def test_an_error_status_is_a_refusal(status: int) -> None:
    with pytest.raises(NotFetched, match=f"status {status}"):
        from_url("http://news.example/", NOW, web(lambda _: httpx.Response(status)))


def test_an_answer_over_the_limit_is_not_read_to_its_end() -> None:
    read: list[int] = []

    def chunks() -> "list[bytes]":
        read.append(1)
        return [b"x" * 1000]

    class Endless(httpx.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            while True:
                yield from chunks()

    with pytest.raises(TooLarge):
        from_url("http://news.example/", NOW, web(lambda _: httpx.Response(200, stream=Endless()), max_bytes=200_000))
    assert len(read) < 400


def test_a_stated_length_over_the_limit_is_enough() -> None:
    answer: Answer = lambda _: httpx.Response(200, headers={"content-length": "999999999"})  # noqa: E731
    with pytest.raises(TooLarge):
        from_url("http://news.example/", NOW, web(answer))


def test_a_slow_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_SECONDS", -1.0)
    with pytest.raises(NotFetched, match="too slowly"):
        from_url("http://news.example/", NOW, web(page))


def fail(error: Exception) -> Answer:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise error

    return answer


@pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")])
def test_errors_of_the_network_are_refusals(error: Exception) -> None:
    with pytest.raises(Refusal) as caught:
        from_url("http://news.example/", NOW, web(fail(error)))
    assert caught.value.where == "http://news.example/"


def test_an_unknown_host_is_a_refusal() -> None:
    with pytest.raises(NotFetched, match="not known"):
        from_url("http://nowhere.example/", NOW, web(page, hosts={}))
