"""The command as its user meets it: what it prints and the code it ends with."""

from __future__ import annotations

import errno
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis import pipeline
from analysis.errors import EnvironmentProblemError, ReportError
from report import cli
from report.edition import build
from report.edition.build import Edition
from report.engines.quarto import find_quarto
from report.paths import PROJECT
from tests.report.engines.fake_quarto import FAILING_CELL, write_quarto
from tests.report.facts_factory import make_results

REPORT = ("report", "--engine", "embedded")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def report(*arguments: str | Path) -> Result:
    return run(*REPORT, *arguments)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    assert run("sample", folder, "--customers", "300", "--seed", "7").exit_code == 0
    return folder


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The analysis and the rendering replaced by facts at hand; remembers what was asked."""
    asked: list[str] = []

    def compute(_, settings, say, *, month, **__):
        asked.append(f"month {month}, seed {settings.seed}")
        say("computing")
        return make_results()

    def publish_edition(_, output, *, engine, languages, formats, say, **__):
        asked.append(
            f"engine {engine.name}, languages {' '.join(languages)}, formats {' '.join(formats)}"
        )
        say("rendering")
        return Edition(folder=output, files=(output / "a.pdf", output / "b.html"))

    monkeypatch.setattr(pipeline, "compute_results", compute)
    monkeypatch.setattr(build, "publish_edition", publish_edition)
    return asked


def test_the_paths_of_the_edition_are_all_that_is_printed_to_the_output(store, quick, tmp_path):
    result = report("--data", store, "--output", tmp_path)
    assert result.exit_code == 0
    assert result.stdout == f"{tmp_path / 'a.pdf'}\n{tmp_path / 'b.html'}\n"
    assert result.stderr == "computing\nrendering\n"
    assert quick == ["month 2026-10, seed 42", "engine embedded, languages ru en, formats html pdf"]


def test_quiet_says_nothing_of_the_steps(store, quick, tmp_path):
    result = report("--data", store, "--output", tmp_path, "--quiet", "--language", "ru")
    assert result.stderr == ""
    assert "languages ru, " in quick[1]


def test_word_files_are_made_for_whoever_asks(store, quick, tmp_path):
    report("--data", store, "--output", tmp_path, "--quiet", "--docx")
    assert quick[1].endswith("formats html pdf docx")


def test_settings_of_ones_own_are_laid_over(store, quick, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("seed = 5\n")
    report("--data", store, "--output", tmp_path, "--settings", mine)
    assert quick[0] == "month 2026-10, seed 5"


def test_input_to_repair_ends_with_2_and_no_traceback(tmp_path):
    result = report("--data", tmp_path / "nowhere", "--output", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{tmp_path / 'nowhere'}: there is no such folder\n  Fix: ")
    assert "Traceback" not in result.stderr


def test_a_setting_that_does_not_exist_ends_with_2(store, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("sed = 5\n")
    result = report("--data", store, "--output", tmp_path, "--settings", mine)
    assert result.exit_code == 2
    assert result.stderr == (
        f"{mine}, key 'sed': no such setting\n  Fix: see analysis/settings.toml for all of them\n"
    )


def put_a_file(place: Path) -> None:
    place.parent.write_text("")


def put_a_circle(place: Path) -> None:
    place.parent.symlink_to(place.parent)


def put_a_folder(place: Path) -> None:
    (place / "2026-10").mkdir(parents=True)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            put_a_file,
            ": cannot be written, a file stands where a folder should be\n"
            "  Fix: move the file away, or choose another folder with --output\n",
        ),
        (
            put_a_circle,
            ": cannot be written, its links lead in a circle\n"
            "  Fix: choose another folder with --output\n",
        ),
        (
            put_a_folder,
            "/2026-10: this is not an edition of ours (it has no manifest.json) and is not "
            "replaced\n  Fix: choose another folder with --output\n",
        ),
    ],
)
def test_an_output_that_cannot_be_written_ends_with_3_before_any_work(
    store, quick, tmp_path, spoil, said
):
    output = tmp_path / "some" / "place"
    spoil(output)
    result = report("--data", store, "--output", output)
    assert (result.exit_code, result.stderr) == (3, f"{output}{said}")
    assert quick == []


def test_an_edition_that_may_not_be_looked_into_ends_with_3(store, quick, tmp_path, monkeypatch):
    (tmp_path / "2026-10").mkdir()
    mark = tmp_path / "2026-10" / "manifest.json"
    is_file = Path.is_file

    def forbidden(path):
        if path == mark:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", forbidden)
    result = report("--data", store, "--output", tmp_path, "--quiet")
    assert result.exit_code == 3
    assert result.stderr == (
        f"{mark}: cannot be written, permission is denied\n"
        "  Fix: allow writing there, or choose another folder with --output\n"
    )
    assert quick == []


def test_quarto_asked_for_and_not_installed_ends_with_3(store, quick, tmp_path, monkeypatch):
    from report.engines import choose

    monkeypatch.setattr(choose, "find_quarto", lambda: None)
    result = run("report", "--engine", "quarto", "--data", store, "--output", tmp_path)
    assert result.exit_code == 3
    assert result.stderr == (
        "Quarto 1.9 or newer is needed, found none\n"
        "  Fix: install it from quarto.org and put it on the PATH, or use --engine embedded\n"
    )
    assert quick == []


def test_a_run_that_is_stopped_ends_with_130(store, tmp_path, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "compute_results", stop)
    result = report("--data", store, "--output", tmp_path)
    assert result.exit_code == 130
    assert result.stderr == "stopped; the former edition is as it was\n"


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_told_to_end_leaves_as_little_as_one_that_is_interrupted(
    told, store, tmp_path
):
    script = (
        "import sys, time\n"
        "from report import cli\nfrom report.edition import build, make\n"
        "from report.edition.atomic_folder import draft_folder\n"
        "def make_edition(asked, *_, **__):\n"
        "    with draft_folder(asked.output, asked.month, 'manifest.json'):\n"
        "        print('ready', flush=True)\n"
        "        while True:\n"  # however late the signal comes
        "            time.sleep(1)\n"
        "make.make_edition = make_edition\n"
        "cli.main()\n"
    )
    arguments = [*REPORT, "--data", str(store), "--output", str(tmp_path / "out"), "--quiet"]
    running = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    running.send_signal(told)
    assert running.communicate()[1] == "stopped; the former edition is as it was\n"
    assert running.returncode == 130
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".retention.lock"]


def test_a_bug_ends_with_1_and_keeps_its_traceback(store, tmp_path):
    script = (
        "from analysis import pipeline\n"
        "from report import cli\n"
        "pipeline.compute_results = lambda *_, **__: 1 / 0\n"
        "cli.main()\n"
    )
    arguments = [*REPORT, "--data", str(store), "--output", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback (most recent call last)" in done.stderr
    assert done.stderr.strip().endswith("ZeroDivisionError: division by zero")


def test_the_readme_names_every_exit_code():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (said,) = re.findall(r"^Exit codes: .+?\.$", readme, flags=re.M | re.S)
    assert set(map(int, re.findall(r"\b[0-9]+\b", said))) == {
        0,
        1,
        ReportError.exit_code,
        EnvironmentProblemError.exit_code,
        cli.OUT_OF_DATE,
        cli.INTERRUPTED,
        cli.PIPE_CLOSED,
    }


def test_an_option_that_does_not_exist_ends_with_2():
    assert run("report", "--colour").exit_code == 2


def test_check_reads_a_month_and_says_what_it_repaired(store):
    result = run("check", "--data", store)
    assert result.exit_code == 0
    assert result.stdout.startswith("2026-10: 300 customers, ")
    assert "'предыдцщий_месяц' read as 'предыдущий_месяц', 300 rows" in result.stdout


def test_check_says_how_the_record_of_an_earlier_month_was_read(tmp_path):
    for month in ("2026-09", "2026-10"):
        shutil.copytree(PROJECT / "data_files" / month, tmp_path / month)
    record = "campaign,id,contacted\nсен.26,1,+\n2026-08,2,yes\n"
    (tmp_path / "2026-09" / "campaign.csv").write_text(record, encoding="utf-8")
    result = run("check", "--data", tmp_path)
    assert result.stdout.partition("2026-09: what was sent\n")[2] == (
        "  campaign.csv: 2 rows, UTF-8, commas, decimal point\n"
        "  campaign.csv, column 'contacted': '+' read as 'yes', 1 rows\n"
        "  campaign.csv: rows of other months’ campaigns, not used '2026-08', 1\n"
    )


def test_check_stops_at_settings_that_the_report_would_stop_at(store, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("[model.search.knn]\nmodel__leaves = [1]\n", encoding="utf-8")
    said = [
        run(*command, "--data", store, "--settings", mine)
        for command in (["check"], [*REPORT, "--output", tmp_path, "--quiet"])
    ]
    assert [result.exit_code for result in said] == [2, 2]
    assert said[0].stderr == said[1].stderr
    assert said[0].stderr.startswith(
        "settings.toml or the file laid over it, key 'model.search.knn': 'knn' cannot be fitted: "
        "Invalid parameter 'leaves'"
    )


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the rule files, to be spoilt, in place of those that are shipped."""
    from analysis.offers import rules as offers
    from analysis.segments import rules as segments

    for room in (offers, segments):
        shutil.copy(room.SHIPPED, tmp_path)
        monkeypatch.setattr(room, "SHIPPED", tmp_path / room.SHIPPED.name)
    return tmp_path


def test_faults_of_settings_segments_offers_and_wording_are_told_in_one_run(store, own_rules):
    mine, segments, offers = (own_rules / f"{n}.toml" for n in ("mine", "segments", "offers"))
    mine.write_text("[model.search.knn]\nmodel__leaves = [1]\n", encoding="utf-8")
    for path, old, new in (
        (segments, 'field = "promo_share", op = "above", value = 0.6', "FIELD"),
        (segments, "FIELD", 'field = "promo_share", op = "above", value = 60'),
        (offers, 'en = "e-mail"', 'en = "Site"'),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    said = [
        run(*command, "--data", store, "--settings", mine)
        for command in (["check"], [*REPORT, "--output", own_rules / "out", "--quiet"])
    ]
    assert [result.exit_code for result in said] == [2, 2]
    assert said[0].stderr == said[1].stderr
    nobody = (
        "nobody can meet promo_share above 60\n"
        "  Fix: change or remove it; promo_share is from 0 to 1\n"
    )
    first, *others = re.split(f"(?=^{re.escape(str(own_rules))})", said[0].stderr, flags=re.M)
    assert first.startswith("settings.toml or the file laid over it, key 'model.search.knn': ")
    assert others == [
        f"{segments}, segment 'promo_at_risk_80': {nobody}",
        f"{segments}, segment 'promo_hunters': {nobody}",
        f"{offers}, channel 'email', key 'name.en': 'Site' is the name of channel 'site', too\n"
        "  Fix: give each channel a name of its own\n",
    ]


def test_check_stops_at_an_offer_without_wording(store, own_rules):
    mine = own_rules / "offers.toml"
    shipped = mine.read_text(encoding="utf-8")
    mine.write_text(
        re.sub(r"^\[offers\.", "[offers.my_", shipped, count=1, flags=re.M), encoding="utf-8"
    )
    result = run("check", "--data", store)
    assert result.exit_code == 2
    fix = "write this file as the other offers have theirs: see templates/offers/README.md"
    assert re.fullmatch(
        "".join(
            rf"templates/offers/my_\w+\.{language}\.j2: the offer has no wording\n  Fix: {fix}\n"
            for language in ("ru", "en")
        ),
        result.stderr,
    )


def test_check_says_how_each_file_is_written(store):
    lines = run("check", "--data", store).stdout.splitlines()
    assert lines[1:5] == [
        "  market_file.csv: 300 rows, UTF-8, commas, decimal point",
        "  market_money.csv: 900 rows, UTF-8, commas, decimal point",
        "  market_time.csv: 600 rows, UTF-8, commas, decimal point",
        "  money.csv: 300 rows, UTF-8, semicolons, decimal comma",
    ]


def test_check_tells_of_what_was_passed_over_and_what_is_new(store, tmp_path):
    folder = tmp_path / "2026-10"
    shutil.copytree(store / "2026-10", folder)
    snapshot = folder / "market_file.csv"
    lines = snapshot.read_text(encoding="utf-8").splitlines()
    lines = [lines[0] + ",\x1b[31m", *(line + ",1" for line in lines[1:])]
    lines[1] = re.sub("Товары для детей|Домашний текстиль", "[red]\x1b[2JСад", lines[1])
    lines[2:] = [line.replace("Кухонная посуда", "Посуда 🍲") for line in lines[2:]]
    snapshot.write_text("\n".join(lines), encoding="utf-8")
    said = run("check", "--data", tmp_path)
    assert said.exit_code == 0
    assert "market_file.csv, column '[31m': an extra column, not used, 300\n" in said.stdout
    assert "a new category value, kept as it is 'Посуда 🍲', " in said.stdout
    assert "\x1b" not in said.stdout


def test_check_holds_a_month_against_the_one_before_it(store, tmp_path):
    for month in ("2026-07", "2026-10"):
        shutil.copytree(store / "2026-10", tmp_path / month)
    copied = run("check", "--data", tmp_path)
    assert (copied.exit_code, copied.stdout) == (2, "")
    assert copied.stderr == (
        "2026-10: its tables are those of 2026-07 under a new name (all equal)\n"
        "  Fix: put the export of 2026-10 into the folder, or remove the folder\n"
    )
    assert run("check", "--data", tmp_path, "--month", "2026-07").exit_code == 0
    shutil.rmtree(tmp_path / "2026-07")
    assert run("sample", tmp_path, "--customers", "300", "--month", "2026-08").exit_code == 0
    assert (
        "\n  months are missing between this month and the one before: changes span more than a "
        "month '2026-09', 1\n"
    ) in run("check", "--data", tmp_path).stdout
    (tmp_path / "2026-08" / "money.csv").unlink()
    broken = run("check", "--data", tmp_path)
    assert (broken.exit_code, broken.stdout) == (2, "")
    assert broken.stderr.startswith("2026-08/money.csv: ")


def test_every_fault_of_the_input_is_told_in_one_run_and_no_edition_is_touched(store, tmp_path):
    folder, output = tmp_path / "my data" / "2026-10", tmp_path / "out" / "deep"
    shutil.copytree(store / "2026-10", folder)
    (folder / "market_time.csv").unlink()
    (folder / "money.csv").write_bytes(b"")
    snapshot = (folder / "market_file.csv").read_text(encoding="utf-8").splitlines()
    snapshot[0] = snapshot[0].replace("Ошибка_сервиса", "Сбои")
    first, second = snapshot[1].split(","), snapshot[2].split(",")
    first[6], second[1] = "полгода", "Выросла"
    snapshot[1:3] = [",".join(first), ",".join(second)]
    (folder / "market_file.csv").write_text("\n".join(snapshot), encoding="utf-8")
    money = (folder / "market_money.csv").read_text(encoding="utf-8").splitlines()
    money[3] = money[3].replace("предыдущий_месяц", "вчера")
    (folder / "market_money.csv").write_text("\n".join(money), encoding="utf-8")
    result = report("--data", folder, "--output", output, "--quiet")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "market_file.csv, column 'Ошибка_сервиса': the column is missing\n"
        "  Fix: add it, or say in the section [columns] of the settings which one holds it; "
        "unknown names: 'Сбои'\n"
        "market_file.csv, row 3, column 'Покупательская активность': 'Выросла' is not a value of "
        "this column\n"
        "  Fix: write one of: «Снизилась», «Прежний уровень», or leave the cell blank, or say in "
        "[values.activity] of the settings which of them it means\n"
        "market_file.csv, row 2, column 'Длительность': 'полгода' is not a number\n"
        "  Fix: write a number such as 12.5, or leave the cell blank where it is not known\n"
        "market_money.csv, row 4, column 'Период': 'вчера' names no period\n"
        "  Fix: export the table with the periods «препредыдущий_месяц», «предыдущий_месяц», "
        "«текущий_месяц», or with months such as 2026-10\n"
        "market_time.csv: the file is missing\n"
        f"  Fix: add it to the folder {folder}: one row per customer and period\n"
        "money.csv: the file is empty\n"
        "  Fix: export the table again\n"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--month", "../up", "month: '../up' is not a month\n  Fix: write YYYY-MM, e.g. 2026-10"),
        ("--month", "2026-1", "month: '2026-1' is not a month\n  Fix: write YYYY-MM, e.g. 2026-10"),
        ("--seed", "-1", "seed: -1 is negative\n  Fix: give a whole number from 0 on"),
        (
            "--customers",
            "60",
            "customers: 60 are too few to learn from\n  Fix: ask for at least 200",
        ),
    ],
)
def test_a_sample_that_cannot_be_drawn_leaves_nothing(option, value, said, tmp_path):
    result = run("sample", tmp_path / "new", option, value)
    assert (result.exit_code, result.stderr) == (2, f"{said}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_sample_never_overwrites_a_month(store):
    result = run("sample", store)
    assert result.exit_code == 3
    assert result.stderr == (
        f"{store / '2026-10'}: is there already\n  Fix: choose another folder or --month\n"
    )


def test_a_sample_of_months_is_written_up_to_the_newest(tmp_path):
    asked = ("--customers", "300", "--months", "2", "--month", "2027-01", "--labels", "own")
    paths = [tmp_path / "2026-12", tmp_path / "2027-01"]

    assert run("sample", tmp_path, *asked).stdout == "".join(f"{path}\n" for path in paths)
    assert all("стандарт" in (path / "market_file.csv").read_text("utf-8") for path in paths)
    assert not any("Снизилась" in (path / "market_file.csv").read_text("utf-8") for path in paths)
    again = run("sample", tmp_path, "--months", "1", "--month", "2026-12")
    assert again.stderr == (
        f"{paths[0]}: is there already\n  Fix: choose another folder or --month\n"
    )


def test_a_sample_with_campaigns_tells_what_the_offers_truly_do(tmp_path):
    asked = ("--customers", "300", "--months", "3", "--campaigns")
    names = ("2026-08", "2026-09", "2026-10")
    assert run("sample", tmp_path / "new", *asked).stdout.splitlines() == [
        *(str(tmp_path / "new" / name) for name in names),
        "What the offers truly do; no file of the store says it",
        "offer                    drops prevented  drops caused  taken anyway",
        "cart_reminder                        50%            0%           30%",
        "promo_early_access                   25%            0%           40%",
        "loyalty_bonuses                       0%            0%           50%",
        "priority_support                      0%            0%            0%",
        "popup_recommendations                 0%           40%            0%",
    ]
    assert [(tmp_path / "new" / name / "campaign.csv").exists() for name in names] == [
        False,
        True,
        False,
    ]


def test_a_sample_of_one_month_has_no_room_for_campaigns(tmp_path):
    result = run("sample", tmp_path / "new", "--campaigns")
    assert (result.exit_code, result.stderr) == (
        2,
        "campaigns: no month is between the first and the newest to run one\n"
        "  Fix: ask for at least 3 months\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_tilde_is_the_home_wherever_a_path_is_asked_for(quick, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "my.toml").write_text("seed = 5\n")
    month = tmp_path / "shop" / "2026-10"

    assert run("sample", "~/shop", "--customers", "300").stdout == f"{month}\n"
    assert run("check", "--data=~/shop").exit_code == 0
    made = report("--data=~/shop", "--output=~/out", "--settings=~/my.toml")
    assert made.stdout.splitlines()[0] == str(tmp_path / "out" / "a.pdf")
    assert "month 2026-10, seed 5" in quick


def test_doctor_names_what_will_be_used_and_what_to_do(monkeypatch, tmp_path):
    from report.console import doctor
    from report.engines import choose

    for module in (doctor, choose):
        monkeypatch.setattr(module, "find_quarto", lambda: None)
    result = run("doctor", "--output", tmp_path)
    assert result.exit_code == 0
    assert "Quarto        not found\n" in result.stdout
    assert "Fix: optional: install 1.9 or newer from quarto.org" in result.stdout
    assert "Engine used   embedded\n" in result.stdout


def test_doctor_ends_with_3_where_no_report_can_be_made(tmp_path):
    output = tmp_path / "file"
    output.write_text("")
    result = run("doctor", "--output", output)
    assert result.exit_code == 3
    assert f"{output} cannot be written\n" in result.stdout


def test_help_answers_without_loading_the_analysis():
    script = "import sys, report.cli; print('pandas' in sys.modules, 'matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, check=True
    )
    assert done.stdout == "False False\n"


@pytest.fixture
def own_document(tmp_path, monkeypatch) -> Path:
    """A document of one's own in place of ours, and results without the analysis."""
    from report.engines.job import Job

    source: Path = tmp_path / "mine.qmd"
    monkeypatch.setattr(pipeline, "compute_results", lambda *_, **__: make_results())
    monkeypatch.setattr(build, "jobs_of", lambda *_: (Job(source=source, name="mine-en"),))
    return source


@pytest.mark.parametrize("engine", ["embedded", "quarto", "auto"])
def test_a_broken_cell_ends_with_2_and_is_told_with_file_and_line(
    engine, store, own_document, tmp_path, monkeypatch
):
    monkeypatch.setenv("QUARTO", str(write_quarto(tmp_path, FAILING_CELL, code=1)))
    find_quarto.cache_clear()
    own_document.write_text(
        "---\ntitle: T\nlang: en\n---\n\n```{python}\nmonth = 1\nmoth\n```\n", encoding="utf-8"
    )
    result = run(
        "report", "--engine", engine, "--data", store, "--output", tmp_path / "out", "--quiet"
    )
    find_quarto.cache_clear()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"{own_document}, line 8: NameError: name 'moth' is not defined\n"
        "  Fix: repair the code of this line\n"
    )
    assert not (tmp_path / "out" / "2026-10").exists()
