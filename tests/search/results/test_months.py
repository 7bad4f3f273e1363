from pressmark.search.results.months import months_between


def test_the_months_between_cross_the_years():
    assert months_between("2022-11", "2023-02") == ["2022-11", "2022-12", "2023-01", "2023-02"]


def test_a_month_alone_is_between_itself():
    assert months_between("2022-12", "2022-12") == ["2022-12"]
