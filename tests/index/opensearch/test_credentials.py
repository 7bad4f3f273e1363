import pytest

from pressmark.corpus.errors import AskError
from pressmark.index.opensearch.address import Address
from pressmark.index.opensearch.credentials import Credentials

FILE = "PRESSMARK_OPENSEARCH_CREDENTIALS"


@pytest.fixture
def write(tmp_path):
    def write(text, mode=0o600):
        path = tmp_path / "credentials.toml"
        path.write_text(text)
        path.chmod(mode)
        return {FILE: str(path)}

    return write


def test_they_are_read_from_the_environment():
    found = Credentials.read(
        {"PRESSMARK_OPENSEARCH_USER": "me", "PRESSMARK_OPENSEARCH_PASSWORD": "secret"}
    )
    assert (found.user, found.password) == ("me", "secret")
    assert Credentials.read({"PRESSMARK_OPENSEARCH_API_KEY": "key"}).api_key == "key"
    assert Credentials.read({}) == Credentials()


def test_they_are_read_from_a_file_and_the_environment_is_stronger(write):
    environment = write('user = "me"\npassword = "old"\n')
    assert Credentials.read(environment).password == "old"
    environment["PRESSMARK_OPENSEARCH_PASSWORD"] = "new"
    assert Credentials.read(environment).password == "new"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_file_that_others_can_read_is_refused(write, mode):
    with pytest.raises(AskError, match="others"):
        Credentials.read(write('password = "secret"', mode))


@pytest.mark.parametrize("text", ["secret", 'passwort = "secret"', "password = 1", "[user]"])
def test_a_file_of_another_form_is_refused_without_its_content(write, text):
    with pytest.raises(AskError) as caught:
        Credentials.read(write(text))
    assert "secret" not in str(caught.value)


def test_a_file_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(AskError, match="cannot be read"):
        Credentials.read({FILE: str(tmp_path / "none")})


def test_nothing_secret_is_in_its_representation():
    text = repr(Credentials("me", "secret", "key"))
    assert "secret" not in text
    assert "key='" not in text


def test_a_secret_crosses_no_network_unencrypted():
    secret = Credentials("me", "secret")
    with pytest.raises(AskError, match="unencrypted"):
        secret.check(Address.parse("opensearch://a.example/news"))
    secret.check(Address.parse("opensearchs://a.example/news"))
    secret.check(Address.parse("opensearch://localhost/news"))
    Credentials().check(Address.parse("opensearch://a.example/news"))
