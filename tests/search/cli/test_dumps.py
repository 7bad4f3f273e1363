"""`pressmark index` on dumps: a line a file, the options for columns and sources, the status."""

import json

LONG = "The new crane of Quill Bay will lift its first boat before the autumn gales. " * 2


def dump(folder, name="dump.json", **columns):
    rows = [{"headline": f"No. {i}", **columns} for i in range(165)]
    (folder / name).write_text(json.dumps(rows))
    return folder / name


def test_a_dump_without_known_text_is_one_line_with_its_columns_and_status_1(run, tmp_path):
    dump(tmp_path, material=LONG, kind="a")
    done = run("index", "dump.json", cwd=tmp_path)
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "dump.json" in line]
    assert "0 of 165 records have text; columns not used: material, kind" in line
    assert "--field text=material" in line
    done = run("index", "dump.json", "--field", "text=material", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("165 articles replaced")
    assert (
        "  dump.json: 165 records; used: title (headline), text (material); "
        "further columns: kind; 165 without date (first: record 1)"
    ) in done.stdout.splitlines()


def test_a_column_that_a_field_took_somewhere_is_no_further_one(run, tmp_path):
    rows = [
        {"headline": "A", "text": LONG, "date": "2021-03-04"},
        {"headline": "B", "text": LONG, "date": "in spring"},
        {"text": LONG, "date": "2021-03-05"},
    ]
    (tmp_path / "dump.json").write_text(json.dumps(rows))
    lines = run("index", "dump.json", cwd=tmp_path).stdout.splitlines()
    (line,) = [line for line in lines if line.startswith("  dump.json: 3 records")]
    assert "date" in line
    assert "further columns" not in line
    assert "  1  title (first: record 3 of dump.json)" in lines


def test_the_suggested_option_can_be_pasted_into_a_shell(run, tmp_path):
    dump(tmp_path, **{"Body Copy": LONG})
    line = run("index", "dump.json", cwd=tmp_path).stderr
    assert "for example --field 'text=Body Copy'" in line


def test_json_has_the_columns_the_missing_values_and_an_example_of_each(run, tmp_path):
    dump(tmp_path, text=LONG, kind="a")
    (tmp_path / "a.png").write_bytes(b"x")
    done = run("index", ".", "--json", "--index", "../index", cwd=tmp_path)
    report = json.loads(done.stdout)
    (file,) = report["files"]
    assert file["columns"] == {"title": {"headline": 165}, "text": {"text": 165}}
    assert file["columns_not_used"] == {"kind": 165}
    assert file["missing"]["date"] == {"count": 165, "example": "record 1"}
    assert report["passed_over_examples"] == {"picture": str(tmp_path / "a.png")}


def test_a_wrong_column_is_an_error_that_lists_those_found(run, tmp_path):
    dump(tmp_path, text=LONG)
    done = run("index", "dump.json", "--field", "text=nosuch", cwd=tmp_path)
    assert done.returncode == 1
    assert "has no column “nosuch” for --field text; its columns: headline, text" in done.stderr
    assert done.stdout.startswith("165 articles added")


def test_columns_are_named_where_a_table_has_no_header(run, tmp_path):
    (tmp_path / "a.csv").write_text(f"2021-03-04,https://q.example/1,Crane,{LONG}\n")
    done = run("index", "a.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "name all 4 of them: --columns date,url,title,text" in done.stderr
    done = run("index", "a.csv", "--columns", "date,url,title,text", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (hit,) = json.loads(run("search", "crane", "--json", cwd=tmp_path).stdout)["hits"]
    assert hit["article"]["published"] == "2021-03-04T00:00:00"


def test_standard_input_is_reported_like_a_file(run, tmp_path):
    text = dump(tmp_path, material=LONG).read_text()
    done = run("index", "-", cwd=tmp_path, input=text)
    assert done.returncode == 1
    assert "0 of 165 records have text; columns not used: material" in done.stderr
    found = "  stdin: 165 records; used: title (headline); further columns: material;"
    assert found in done.stdout


def test_a_source_is_given_by_option_or_by_folder(run, tmp_path):
    (tmp_path / "lamp").mkdir()
    (tmp_path / "lamp" / "a.txt").write_text(f"A headline of the lamp\n\n{LONG}\n")
    for options, source in ((["--source-from", "folder"], "lamp"), (["--source", "Q"], "Q")):
        assert run("index", "lamp", *options, cwd=tmp_path).returncode == 0
        (hit,) = json.loads(run("search", "crane", "--json", cwd=tmp_path).stdout)["hits"]
        assert hit["article"]["source"] == source
