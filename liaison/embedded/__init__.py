"""Private PostgreSQL and Redis out of two wheels, for a machine that has neither (docs/adr/0002).

`services` is the door: it finds or starts the two servers and tells the settings where they are.
Each server belongs to one keeper process. Whoever needs the server shares a lock with it; when
the last holder is gone, even by kill -9, the keeper gets the lock, stops the server and ends.
"""
