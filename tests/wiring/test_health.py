"""The health page tells a launcher or proxy whether this installation can work."""


def test_everything_answers(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "database": True, "redis": True}


def test_without_redis_it_says_so(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "database": True, "redis": False}
