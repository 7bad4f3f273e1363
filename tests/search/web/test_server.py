import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from pressmark.corpus.errors import AskError
from pressmark.search.web import serve
from pressmark.search.web.server import listen

SERVE = """
import sys
from pressmark.search.web import serve
from pressmark.search.web.server import listen
serve(sys.argv[1], port=0, ready=lambda address: print(address, flush=True))
"""


def test_the_server_shows_where_it_is_and_ends_when_interrupted(tmp_path):
    command = [sys.executable, "-c", SERVE, tmp_path / "none"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().strip()
        with pytest.raises(urllib.error.HTTPError, match="503") as answer:
            urllib.request.urlopen(address, timeout=30)
        answer.value.close()
        process.terminate()
    assert address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_other_machines_need_a_token(tmp_path, host):
    with pytest.raises(AskError, match="any machine"):
        serve(tmp_path, host=host, token="short")


def test_a_taken_port_is_named_with_another_to_try(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AskError, match=str(port)) as refusal:
            serve(tmp_path, port=port)
    assert "--port" in refusal.value.hint


def test_the_body_of_an_answer_does_not_wait_for_its_head_to_be_confirmed():
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
