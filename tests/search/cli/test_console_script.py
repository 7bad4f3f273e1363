"""The installed `pressmark`, run from a shell."""

import json
import os
import pty
import signal
import subprocess

import pytest

pytestmark = pytest.mark.slow

ESCAPE = "\x1b"


def test_the_way_from_files_to_an_article(run, samples, tmp_path):
    """Index, search, show, remove: what one command prints, the next one takes."""
    index = ("--index", tmp_path / "index")
    assert run("index", samples, *index).returncode == 0
    found = json.loads(run("search", "ferry", "--json", *index).stdout)
    article = found["hits"][0]["article"]
    shown = run("show", article["id"], *index)
    assert article["title"] in shown.stdout
    assert run("remove", article["id"], *index).stdout.startswith("Removed 1 article.")
    gone = run("show", article["id"], *index)
    assert (gone.returncode, gone.stdout) == (1, "")
    assert gone.stderr.startswith("pressmark: ")


def test_the_seed_article_is_found_and_shown_without_its_noise(run, shared, tmp_path):
    index = ("--index", tmp_path / "index")
    assert run("index", shared / "seed" / "article.txt", *index).returncode == 0
    found = run("search", '"hypersonic missiles"', "Luhansk", *index)
    assert found.returncode == 0
    shown = run("show", shared / "seed" / "article.txt", *index)
    lines = (shared / "seed" / "article.txt").read_text("utf-8").split("\n")
    labels = json.loads((shared / "seed" / "labels.json").read_text("utf-8"))
    kept = [lines[row["line"] - 1].strip() for row in labels if row["label"] != "drop"]
    text, _, _ = shown.stdout.partition("\nNames: ")
    assert [line for line in text.split("\n")[2:] if line] == kept


def test_indexing_again_changes_nothing(run, samples, tmp_path):
    index = ("--index", tmp_path / "index", "--json")
    first = json.loads(run("index", samples, *index).stdout)
    second = json.loads(run("index", samples, *index).stdout)
    assert first["added"] > 20
    assert (second["added"], second["replaced"]) == (0, 0)
    assert second["unchanged"] == first["added"]


def test_nothing_found_is_status_one_and_is_reported(run, sample_index):
    nothing = run("search", "xylophonist", "--index", sample_index)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "Nothing found for “xylophonist”" in nothing.stderr


def test_nothing_found_shows_what_of_the_query_was_left_out(run, sample_index):
    nothing = run("search", '"xylophonist', "--index", sample_index)
    assert "quotation mark without its partner" in nothing.stderr


def test_nothing_with_all_words_shows_how_many_have_any(run, sample_index):
    done = run("search", "--index", sample_index, "--all-words", "ferry", "zyxxy")
    assert done.returncode == 1
    assert "Without --all-words: " in done.stderr


def test_nothing_found_is_still_json_for_a_program(run, sample_index):
    nothing = run("search", "xylophonist", "--json", "--index", sample_index)
    assert nothing.returncode == 1
    assert json.loads(nothing.stdout)["hits"] == []


def test_a_page_past_the_end_is_distinguished_from_nothing_found(run, sample_index):
    beyond = run("search", "ferry", "--page", "900", "--index", sample_index)
    assert beyond.returncode == 1
    assert "There is no page 900" in beyond.stderr


def test_without_an_index_the_person_learns_how_to_make_one(run, tmp_path):
    missing = run("search", "ferry", cwd=tmp_path)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "pressmark index" in missing.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("--nonsense",), ("serch", "x"), ("search",), ("show",)])
def test_a_wrong_command_line_is_status_two_without_a_stack_trace(run, arguments):
    wrong = run(*arguments)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("pressmark: ")
    assert "Traceback" not in wrong.stderr


def test_a_misspelt_command_is_answered_with_the_likely_one(run):
    assert "Did you mean search?" in run("serch", "ferry").stderr


def test_the_environment_may_name_the_index(run, sample_index):
    assert run("search", "ferry", env={"PRESSMARK_INDEX": str(sample_index)}).returncode == 0


def test_a_reader_that_leaves_early_is_no_error(script, sample_index):
    search = f"'{script}' search ferry -n 1000 --index '{sample_index}'"
    command = f"{search} | head -n 1; echo ${{PIPESTATUS[0]}}"
    piped = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True
    )
    assert piped.stderr == ""
    assert piped.stdout.splitlines()[-1] == "0"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_unicode_gets_plain_spellings_instead_of_a_crash(
    run, sample_index, encoding
):
    env = {"PYTHONIOENCODING": encoding}
    plain = run("search", "ferry", "--index", sample_index, env=env, encoding=encoding)
    assert (plain.returncode, plain.stderr) == (0, "")
    assert "... " in plain.stdout or " ..." in plain.stdout


def test_standard_input_is_indexed_and_found(run, tmp_path):
    index = ("--index", tmp_path / "index")
    page = "Ferry resumes\n\nThe ferry across the Lenn sails again since Monday, its owner said.\n"
    assert run("index", "-", *index, input=page).returncode == 0
    assert "sails again" in run("search", "Lenn", *index).stdout


@pytest.mark.parametrize("head", ["", "<!DOCTYPE html><p>", '{"text": "'])
def test_each_page_through_standard_input_is_kept_and_the_same_one_once(run, tmp_path, head):
    index = ("--index", tmp_path / "index")
    end = '"}' if head.startswith("{") else ""
    pages = [
        f"{head}The ferry across the {river} sails again since Monday, its owner said.{end}\n"
        for river in ("Lenn", "Varn", "Lenn")
    ]
    for page in pages:
        assert run("index", "-", *index, input=page).returncode == 0
    assert json.loads(run("stats", "--json", *index).stdout)["articles"] == 2
    assert "Varn" in run("search", "Varn", *index).stdout
    assert "Lenn" in run("search", "Lenn", *index).stdout


def test_an_article_cannot_steer_the_terminal(run, tmp_path):
    index = ("--index", tmp_path / "index")
    evil = tmp_path / "evil.jsonl"
    sentence = f"The ferry {ESCAPE}]0;owned\x07 sailed \x9b2J again on Monday morning."
    evil.write_text(json.dumps({"title": f"A title {ESCAPE}[31m", "text": sentence}))
    assert run("index", evil, *index).returncode == 0
    for command in (["search", "ferry"], ["show", evil], ["search", "ferry", "--json"]):
        shown = run(*command, *index)
        assert shown.returncode == 0
        assert not set(shown.stdout) & {ESCAPE, "\x07", "\x9b"}
    explained = run("clean", evil, "--explain")
    assert not set(explained.stdout) & {ESCAPE, "\x07", "\x9b"}


def in_a_terminal(*command: object, **env: str) -> str:
    """What the command writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    settings = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        list(map(str, command)), stdout=theirs, stderr=theirs, env=settings | env
    )
    os.close(theirs)
    written = b""
    try:
        while chunk := os.read(ours, 65536):
            written += chunk
    except OSError:
        pass  # Linux reports that the last writer has closed its end.
    process.wait(timeout=60)
    os.close(ours)
    return written.decode()


def test_on_a_terminal_matches_are_bold(script, sample_index):
    shown = in_a_terminal(script, "search", "ferry", "--index", sample_index)
    assert f"{ESCAPE}[1mferry{ESCAPE}[0m" in shown


def test_who_wants_no_colour_gets_none(script, sample_index):
    command = (script, "search", "ferry", "--index", sample_index)
    assert ESCAPE not in in_a_terminal(*command, NO_COLOR="1")
    assert ESCAPE not in in_a_terminal(*command, "--color", "never")


def test_lines_fit_the_terminal(script, sample_index):
    shown = in_a_terminal(script, "search", "ferry", "--index", sample_index, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= 80


def test_progress_is_shown_on_a_terminal_with_rate_and_time_left(script, samples, tmp_path):
    shown = in_a_terminal(script, "index", samples, "--index", tmp_path / "index")
    assert "Indexing" in shown
    assert "paragraphs/s" in shown


def test_progress_as_json_is_a_line_after_another_on_standard_error(run, samples, tmp_path):
    done = run("index", samples, "--index", tmp_path / "index", "--progress", "json", "--quiet")
    assert done.stdout == "" and done.stderr == ""
    done = run("index", samples, "--index", tmp_path / "other", "--progress", "json")
    rows = [json.loads(line) for line in done.stderr.splitlines()]
    assert rows[-1]["bytes_done"] == rows[-1]["bytes_total"] > 0
    assert rows[-1]["files_done"] == rows[-1]["files_total"]
    assert "added" in done.stdout


def test_ctrl_c_within_a_file_keeps_the_last_checkpoint(script, tmp_path):
    dump = tmp_path / "dump.jsonl"
    record = {"title": "Ferry", "text": "The ferry sails. " * 200}
    dump.write_text("".join(json.dumps({**record, "id": n}) + "\n" for n in range(1000)))
    command = [script, "index", dump, "--index", tmp_path / "index", "--checkpoint", "0"]
    indexing = subprocess.Popen(
        [*command, "--jobs", "1", "--progress", "json"], stderr=subprocess.PIPE, text=True
    )
    assert json.loads(indexing.stderr.readline())["bytes_done"]
    assert json.loads(indexing.stderr.readline())["bytes_done"]
    indexing.send_signal(signal.SIGINT)
    _, errors = indexing.communicate(timeout=30)
    assert indexing.returncode == 130
    assert "pressmark: Stopped; what was read so far can be searched." in errors
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert report["unchanged"] > 0
    assert report["unchanged"] + report["added"] == 1000


def test_ctrl_c_ends_without_a_stack_trace(script, sample_index):
    server = subprocess.Popen(
        [script, "serve", "--port", "0", "--index", sample_index],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert "http://127.0.0.1:" in server.stdout.readline()
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=30)
    assert server.returncode in (0, 130)
    assert "Traceback" not in errors


def test_ctrl_c_while_indexing_leaves_the_index_as_it_was(script, tmp_path):
    indexing = subprocess.Popen(
        [script, "index", "-", "--index", tmp_path / "index"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    indexing.stdin.write(b"More than a pipe holds unread. " * 10_000)
    indexing.stdin.flush()
    indexing.send_signal(signal.SIGINT)
    _, errors = indexing.communicate(timeout=30)
    assert (indexing.returncode, errors) == (
        130,
        b"pressmark: Stopped; the index is as it was before.\n\n",
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_gets_its_completion(run, shell):
    completion = run(env={"_PRESSMARK_COMPLETE": f"{shell}_source"})
    assert completion.returncode == 0
    assert "_PRESSMARK_COMPLETE" in completion.stdout


def test_the_tab_key_completes_commands(run):
    env = {"_PRESSMARK_COMPLETE": "bash_complete", "COMP_WORDS": "pressmark se", "COMP_CWORD": "1"}
    assert run(env=env).stdout.splitlines() == ["plain,search", "plain,serve"]


def test_the_demo_needs_nothing_and_leaves_nothing(run, tmp_path):
    demo = run("demo", cwd=tmp_path, env={"TMPDIR": str(tmp_path)})
    assert (demo.returncode, demo.stderr) == (0, "")
    assert demo.stdout.count("pressmark search '") == 3
    assert list(tmp_path.iterdir()) == []
