"""Nobody but the user's own browser and our own pages is answered, and nothing remote is ever loaded."""

import re

import pytest
from starlette.testclient import TestClient

PAGES = ["/", "/statements", "/documents", "/search?q=torture", "/intake", "/issues", "/no-such-page"]


@pytest.mark.parametrize(
    ("headers", "method", "expected"),
    [
        ({}, "GET", 200),
        ({"host": "evil.example"}, "GET", 403),
        ({"host": "testserver.evil.example"}, "GET", 403),
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}, "GET", 200),
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, "GET", 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, "GET", 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, "GET", 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, "GET", 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, "GET", 403),
        ({"origin": "http://evil.example"}, "POST", 403),
        ({"origin": "null"}, "POST", 403),
        ({"origin": ""}, "POST", 403),
    ],
)
def test_who_is_answered(client: TestClient, headers: dict[str, str], method: str, expected: int) -> None:
    assert client.request(method, "/", headers=headers).status_code == expected


@pytest.mark.parametrize("address", PAGES)
def test_pages_carry_a_strict_policy_and_load_nothing_remote(client: TestClient, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text)
    assert not re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|\son\w+=|\sstyle=", answer.text)
