"""How the web server runs (gunicorn): bounded in workers, in time and in what it trusts."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
# A worker is replaced now and then, so that a slow leak never grows old.
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
# Heartbeats in memory: a slow disk must not look like a hung worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True
accesslog = "-"
# No query string in the log: a resident's receipt number may stand there.
access_log_format = '%({x-forwarded-for}i)s %(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)sms'
forwarded_allow_ips = os.environ.get("PROXY_ADDRESSES", "127.0.0.1")
