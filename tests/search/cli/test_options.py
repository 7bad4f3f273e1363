from click.testing import CliRunner

from pressmark.search.cli.app import pressmark


def cleaned(folder, *options: str):
    dump = folder / "dump.jsonl"
    dump.write_text('{"title": "Ferry resumes", "letters": "The ferry sails again on Monday."}\n')
    return CliRunner().invoke(pressmark, ["clean", str(dump), *options])


def test_a_field_is_read_under_the_name_it_is_given(tmp_path):
    assert "sails again" in cleaned(tmp_path, "--field", "text=letters").stdout


def test_a_field_that_articles_do_not_have_is_refused_with_those_they_have(tmp_path):
    result = cleaned(tmp_path, "--field", "texts=letters")
    assert result.exit_code == 2
    assert "no field “texts”" in result.stderr
    assert "title, text, html" in result.stderr
