"""The counts of the report, of `stats`, facets, counts and exports are those of the inputs."""

import csv
import json
import random
from collections import Counter

import pytest

from pressmark.index import Index
from pressmark.search import count, export, search

UNDECIDED = "04/05/2020"
DATES = ["", "2019", "2019-03", "2021-05-04", "2021-05-09T10:00:00", "March 2020", UNDECIDED]
KNOWN = {"2019": "2019", "2019-03": "2019-03", "March 2020": "2020-03"}
FIELDS = ["title", "text", "date", "source", "author", "party"]


def record(number, chance):
    """Texts that are no copies of each other, with some fields missing."""
    words = [f"{chance.choice('bcdfgh')}{chance.choice(['oat', 'arge'])}{n}" for n in range(12)]
    return {
        "title": chance.choice(["", f"Ferry {number}"]),
        "text": f"Number {number}: {' '.join(words)} sailed.",
        "date": chance.choice(DATES),
        "source": chance.choice(["", "Courier", "Herald"]),
        "author": chance.choice(["", "Ann Lee", "Bo Lund"]),
        "party": chance.choice(["", "Green", "Red"]),
    }


def fill(news, seed):
    """Dumps of two forms and single records; the records of each file."""
    chance, files, number = random.Random(seed), {}, 0
    for name in ("a.jsonl", "b.csv", "c.json", "d.json"):
        rows = []
        for _ in range(1 if name == "d.json" else chance.randint(2, 12)):
            rows.append(record(number, chance))
            number += 1
        files[name] = rows
        with (news / name).open("w") as file:
            if name == "b.csv":
                writer = csv.DictWriter(file, FIELDS)
                writer.writeheader()
                writer.writerows(rows)
            elif name == "a.jsonl":
                file.writelines(json.dumps(row) + "\n" for row in rows)
            else:
                json.dump(rows, file)
    return files


def month_of(date):
    """The month or year that is known of a date as written."""
    return KNOWN.get(date, date[:7] if date[:2] == "20" else "")


def counted(values):
    return dict(Counter(values))


def facet(results, name):
    return {
        row.value: row.count for each in results.facets if each.name == name for row in each.values
    }


@pytest.mark.parametrize("seed", range(6))
def test_all_counts_are_those_of_the_inputs(tmp_path, seed):
    news = tmp_path / "news"
    news.mkdir()
    files = fill(news, seed)
    rows = [row for own in files.values() for row in own]
    index = Index.create(tmp_path / "index")
    report, stats = index.add(news), index.stats()
    assert report.added == stats.articles == len(rows)
    missing = {
        "date": sum(not month_of(row["date"]) for row in rows),
        "source": sum(not row["source"] for row in rows),
        "author": sum(not row["author"] for row in rows),
        "title": sum(not row["title"] for row in rows),
    }
    missing = {name: number for name, number in missing.items() if number}
    assert dict(report.missing) == dict(stats.missing) == missing
    for file in report.files:
        own = files.get(file.path.rpartition("/")[2], files["d.json"])
        assert (file.counts.records, file.counts.articles) == (len(own), len(own))
        notes = {name: note.count for name, note in file.counts.missing.items()}
        assert notes.get("date", 0) == sum(not month_of(row["date"]) for row in own)
        undecided = file.counts.other.get("with a date not read")
        assert (undecided.count if undecided else 0) == sum(row["date"] == UNDECIDED for row in own)
    results = search(index, "*", copies=True, facets=True, facet="party", limit=5)
    assert results.total == len(rows)
    assert facet(results, "source") == counted(row["source"] for row in rows)
    assert facet(results, "author") == counted(row["author"] for row in rows)
    assert facet(results, "month") == counted(month_of(row["date"]) for row in rows)
    assert facet(results, "party") == counted(row["party"] for row in rows)
    assert dict(stats.sources) == counted(row["source"] for row in rows if row["source"])
    by_year = count(index, "*", by="year", of="articles")
    years = {row.value: row.counts[0] for row in by_year.rows if row.counts[0]}
    assert years == counted(month_of(row["date"])[:4] for row in rows)
    exported = [hit.article for hit in export(index, "*", copies=True)]
    assert len(exported) == len(rows)
    assert counted(article.source for article in exported) == facet(results, "source")
    published = (article.published for article in exported)
    dates = counted(each.isoformat()[:7] if each else "" for each in published)
    assert dates == facet(results, "month")
    for name, number in missing.items():
        assert search(index, f"missing:{name}", copies=True).total == number
        assert search(index, f"has:{name}", copies=True).total == len(rows) - number
