"""One root cause is one finding; what belongs together is shown together."""

from __future__ import annotations

from decimal import Decimal

from model.facts import Records
from model.finding import Check, Evidence, Finding, Ruling, Severity
from model.quantity import Figure, Quantity, Wording
from model.record import Breakdown, Claim, Formula, ReportData, UnitPrice
from model.relation import Ratio, Relation, Remark, Sum
from tests.made_figures import bare, heads, indicator, paid, percent, place, price, word, yuan
from validate import checks, findings
from validate.checking import Judged, of_relation, of_remark
from validate.recompute import judge
from validate.registry import Rule
from validate.roots import ordered, with_culprits


def nothing(_: object) -> object:
    raise AssertionError


RULE = Rule("SUM01", "台账合计", "Ledger", Severity.ERROR, nothing, "甲。", "A.", (), ())  # type: ignore[arg-type]  # never called


def judged(key: str, relation: Relation) -> Judged:
    judgement = judge(relation)
    return Judged(of_relation(key, RULE, judgement, {}), judgement)


def blamed(relations: dict[str, Relation]) -> dict[str, str]:
    """The printed figure that each relation blames, for those that blame one."""
    found = with_culprits(judged(key, relation) for key, relation in relations.items())
    return {
        check.key: check.figures[check.decisive].text
        for check in found
        if check.decisive is not None
    }


def test_a_wrong_total_is_blamed_by_the_sum_and_by_the_rate() -> None:
    total, budget = yuan("96,000元"), yuan("100,000元")
    sum_ = Relation(total, "=", Sum((yuan("40,000元"), yuan("50,000元"))))
    rate = Relation(percent("90.00%"), "=", Ratio(total, budget))
    assert blamed({"sum": sum_, "rate": rate}) == {"sum": "96,000元", "rate": "96,000元"}


def test_two_faults_in_one_total_are_not_one_cause() -> None:
    total, budget = yuan("96,000元"), yuan("100,000元")
    sum_ = Relation(total, "=", Sum((yuan("40,000元"), yuan("50,000元"))))
    rate = Relation(percent("80.00%"), "=", Ratio(total, budget))
    assert blamed({"sum": sum_, "rate": rate}) == {}


def test_the_same_wrong_amount_elsewhere_is_the_same_cause() -> None:
    one = Relation(yuan("7,716,520元"), "=", Sum((yuan("6,131,560元"), yuan("2,159,508元"))))
    other = Relation(yuan("2,159,508元"), "=", yuan("1,584,960元"))
    assert blamed({"one": one, "other": other}) == {"one": "2,159,508元", "other": "2,159,508元"}


def test_small_numbers_alike_are_no_cause_in_common() -> None:
    one = Relation(bare("9", unit="分"), "=", Sum((bare("5", unit="分"), bare("6", unit="分"))))
    other = Relation(bare("9", unit="分"), "=", Sum((bare("4", unit="分"), bare("7", unit="分"))))
    assert blamed({"one": one, "other": other}) == {}


def facts(**lists: object) -> Records[Figure]:
    return Records(**{"data": ReportData(), **lists})  # type: ignore[arg-type]  # lists by their names


def built_price() -> Records[Figure]:
    """Insurance printed with one amount, built from its price with another; the sum fails too."""
    formula = (price("1040元/人/月"), heads("127人"), bare("12", unit="个月"))
    wages, rewards = yuan("5,613,400元"), yuan("518,160元")
    insured = yuan("2,159,508元")
    return facts(
        formulas=(Formula("f", place(), (formula,), yuan("1,584,960元")),),
        unit_prices=(UnitPrice("u", place(), insured, price("1040元/人/月")),),
        breakdowns=(
            Breakdown(
                "b",
                place(),
                "money",
                "分别为",
                yuan("7,716,520元"),
                (wages, insured, rewards),
                (word("工资"), word("保险"), word("奖励")),
            ),
        ),
    )


def test_what_follows_from_a_root_is_listed_under_it() -> None:
    root, follower = findings(checks(built_price()))
    assert (root.root, follower.root) == (None, root.key)
    assert root.follows == (follower.key,)
    assert {root.rule, follower.rule} == {"FORM02", "SUM02"}


def test_rows_of_one_table_that_fail_one_rule_are_one_finding() -> None:
    rows = (indicator("甲", "10", "12"), indicator("乙", "20", "21"), indicator("丙", "70", "7"))
    (finding,) = [one for one in findings(checks(facts(indicators=rows))) if one.rule == "SCO02"]
    assert [figure.text for figure in finding.figures] == ["10", "12", "20", "21"]
    assert "共2处" in finding.message


def test_a_residue_is_a_note_that_names_what_it_softens() -> None:
    rows = (*(paid(yuan("33.33万元")) for _ in range(3)), paid(yuan("100.00万元"), "total"))
    (finding,) = findings(checks(facts(disbursements=rows)))
    assert (finding.rule, finding.softens, finding.severity) == ("RND02", "SUM01", "note")
    assert finding.amount == Decimal(100)


def test_a_truncated_rate_is_one_note_and_no_error() -> None:
    claims = tuple(
        Claim(f"c{at}", figure, word(name), measure, role, 0, 0)
        for at, (figure, name, measure, role) in enumerate(
            [
                (yuan("30万元"), "预算", "budget", "budget"),
                (yuan("198676.5元"), "支出", "spent", "spent"),
                (percent("66.22%"), "预算执行率", "execution_rate", "rate"),
            ]
        )
    )
    (finding,) = findings(checks(facts(claims=claims)))
    assert (finding.rule, finding.softens, finding.verdict) == ("RND01", "RATE01", "truncated")


def test_findings_come_by_severity_then_money_then_place() -> None:
    def made(key: str, severity: Severity, amount: int | None) -> Finding:
        money = None if amount is None else Decimal(amount)
        return Finding(key, "X", "", "", severity, "", "", None, (), amount=money)

    given = [made("a", Severity.NOTE, 9), made("b", Severity.ERROR, None)]
    given += [made("c", Severity.ERROR, 5), made("d", Severity.ERROR, 50)]
    assert [one.key for one in ordered(given)] == ["d", "c", "b", "a"]


def test_the_fingerprint_is_that_of_what_is_printed_not_of_where() -> None:
    def once() -> Finding:
        rows = (paid(yuan("10.00元")), paid(yuan("20.00元")), paid(yuan("31.00元"), "total"))
        (finding,) = findings(checks(facts(disbursements=rows)))
        return finding

    first, second = once(), once()
    assert first.figures[0].source != second.figures[0].source
    assert first.fingerprint == second.fingerprint


def test_a_remark_quotes_its_words_and_ends_in_one_full_stop() -> None:
    check = of_remark("X-1", RULE, Remark((Wording("with", place()),), zh="夹有英文词。"))
    assert (check.verdict, check.message) == (None, "夹有英文词。")
    assert check.figures == (Evidence("with", check.figures[0].source),)


def test_a_check_that_holds_is_kept_and_shows_nothing() -> None:
    rows = (paid(yuan("10.00元")), paid(yuan("20.00元")), paid(yuan("30.00元"), "total"))
    made: tuple[Check, ...] = checks(facts(disbursements=rows))
    assert [(one.rule, one.verdict, one.severity) for one in made] == [
        ("SUM01", Ruling.EXACT, None)
    ]
    assert findings(made) == ()


def test_figures_carry_value_unit_and_label() -> None:
    total = yuan("31.00元", label="支付金额")
    rows = (paid(yuan("10.00元")), paid(yuan("20.00元")), paid(total, "total"))
    (check,) = checks(facts(disbursements=rows))
    assert isinstance(total, Quantity)
    assert check.figures[0] == Evidence(
        "31.00元",
        total.source,
        "31.00",
        "CNY",
        "stated",
        "支付金额",
        total.unit_raw,
        total.unit_from,
    )
