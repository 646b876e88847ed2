"""Offers to go on in another protocol, which a server may ignore (RFC 9110, 7.8). We do."""

try:
    import httptools
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
except ImportError:  # on Windows and in a browser; there nobody asks for this class
    HttpToolsProtocol = object  # type: ignore[assignment, misc]


class OffersIgnored(HttpToolsProtocol):
    """httptools stops behind the headers of a request that holds an offer. So these are read once
    more without it, and what follows is their body."""

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        while True:
            try:
                return self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as offer:
                if self.parser.get_method() == b"CONNECT":  # no offer: it asks for a tunnel
                    return self.send_400_response("There are no tunnels here.")
                data = self._head_without_offer() + data[offer.args[0] :]
                self.parser = httptools.HttpRequestParser(self)
                # As Uvicorn makes it: what follows a last request is not read.
                self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
            except httptools.HttpParserError:
                return self.send_400_response("Invalid HTTP request received.")

    def _head_without_offer(self) -> bytes:
        method, version = self.parser.get_method(), self.parser.get_http_version().encode()
        lines = [b"%s %s HTTP/%s" % (method, self.url, version)]
        lines += [b"%s: %s" % header for header in self.headers if header[0] != b"upgrade"]
        return b"\r\n".join([*lines, b"", b""])

    def on_headers_complete(self) -> None:
        if not self.parser.should_upgrade():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        if not self.parser.should_upgrade():
            super().on_message_complete()
