"""Which port is free, and under which addresses this machine can be opened, also from a phone."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address

USUAL_PORT = 8000
PORTS_TRIED = 100


def free_port(wanted: int = USUAL_PORT) -> int:
    """`wanted` if nobody listens on it, else the next free port above, else any."""
    for port in (*range(wanted, wanted + PORTS_TRIED), 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("0.0.0.0", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no free port")


def own_addresses() -> list[str]:
    """The IPv4 addresses of this machine in its local networks, without loopback."""
    import psutil

    found = [
        entry.address
        for card in psutil.net_if_addrs().values()
        for entry in card
        if entry.family == socket.AF_INET
    ]
    return sorted({text for text in found if not ip_address(text).is_loopback})


@dataclass(frozen=True)
class Site:
    """Where the site can be opened; the port is open on every card of the machine."""

    port: int
    addresses: tuple[str, ...]

    @classmethod
    def here(cls, wanted: int = USUAL_PORT) -> "Site":
        """This machine, on the first free port from `wanted` upwards."""
        return cls(free_port(wanted), tuple(own_addresses()))

    @property
    def local(self) -> str:
        """The address for a browser on this machine."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def shared(self) -> list[str]:
        """The addresses for a phone in the same network."""
        return [f"http://{address}:{self.port}" for address in self.addresses]

    def environment(self) -> dict[str, str]:
        """The settings that follow from the address; codes on paper must open on a phone."""
        hosts = ["localhost", "127.0.0.1", "[::1]", socket.gethostname(), *self.addresses]
        return {
            "BIND": f"0.0.0.0:{self.port}",
            "SITE_URL": (self.shared or [self.local])[0],
            "ALLOWED_HOSTS": ",".join(hosts),
            "HOTLINE_URL": f"{self.local}/receiver/",
            "HOTLINE_RECEIVER": "1",
        }
