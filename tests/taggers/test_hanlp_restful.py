import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from extract.errors import ArticleError, ConfigError
from extract.taggers import load_tagger


class StubServer(BaseHTTPRequestHandler):
    """Answers as a HanLP server does: every word of two characters is a token, every 李俊 a person."""

    asked: list[dict] = []  # noqa: RUF012 - the test reads what was asked here
    reply: bytes | None = None

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({**body, "path": self.path, "key": self.headers.get("Authorization")})
        tokens = [[text[start : start + 2] for start in range(0, len(text), 2)] for text in body["text"]]
        entities = [[[w, "PERSON", n, n + 1] for n, w in enumerate(words) if w == "李俊"] for words in tokens]
        answer = self.reply or json.dumps({"tok/fine": tokens, "ner/msra": entities}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def url(monkeypatch):
    monkeypatch.setattr(StubServer, "asked", [])
    with HTTPServer(("127.0.0.1", 0), StubServer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_server_finds_persons(url):
    found = load_tagger(f"hanlp_restful:{url}").tag(["区长李俊出席", "", "区长李俊出席" * 30])
    assert [(entity.start, entity.text, entity.label) for entity in found[0]] == [(2, "李俊", "PER")]
    assert found[1] == []
    assert [entity.start for entity in found[2]] == [2 + 6 * number for number in range(30)]


def test_many_sentences_are_few_requests(url):
    load_tagger(f"hanlp_restful:{url}").tag(["区长李俊"] * 70)
    assert [len(asked["text"]) for asked in StubServer.asked] == [32, 32, 6]
    assert StubServer.asked[0]["path"] == "/parse"


def test_the_key_comes_from_the_environment(url, monkeypatch):
    monkeypatch.setenv("HANLP_AUTH", "secret")
    load_tagger(f"hanlp_restful:{url}").tag(["区长"])
    assert StubServer.asked[0]["key"] == "Basic secret"


@pytest.mark.parametrize("reply", ["<html>", "[]"])
def test_another_server_fails_the_article(url, monkeypatch, reply):
    monkeypatch.setattr(StubServer, "reply", reply.encode())
    with pytest.raises(ArticleError, match="HanLP server"):
        load_tagger(f"hanlp_restful:{url}").tag(["区长"])


def test_no_server_fails_the_article():
    with pytest.raises(ArticleError, match="gave no answer"):
        load_tagger("hanlp_restful:http://127.0.0.1:9").tag(["区长"])


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ConfigError, match="http://"):
        load_tagger("hanlp_restful:localhost")
