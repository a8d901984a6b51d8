"""The results of a run as tables: for a terminal, and the one of README.md."""
import re
import textwrap

ALONE = "libcsv alone"
IDLE = 0.5  # the load of a machine that does nothing else
MARKS = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->\n)", re.S)


def duration(seconds):
    """Three digits that count, in ms or s."""
    if seconds < 0.9995:
        number = seconds * 1000
        return (f"{number:.1f}" if number < 100 else f"{number:.0f}") + " ms"
    return (f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}") + " s"


def number(value):
    """About three digits that count: 0.025, 1.25, 125."""
    for limit, digits in ((0.1, 3), (10, 2), (100, 1)):
        if abs(value) < limit:
            return f"{value:.{digits}f}"
    return f"{value:,.0f}"


def verdict(line):
    return {"right": line["answers"], "wrong": "WRONG", "reads only": "-"}.get(
        line["verdict"], line["verdict"])


def alone_of(case):
    return next((line.get("passed") for line in case["peers"] if line["name"] == ALONE), None)


def heading(case):
    shape = case["shape"]
    other = {"quotes": "some", "encoding": "utf-8", "columns": 12, "turnover": 0.08}
    odd = "".join(f", {name} {shape[name]}" for name, usual in other.items() if shape[name] != usual)
    return f"{shape['rows']:,} orders a day{odd}, {case['bytes'] / 1e6:,.1f} MB in both files"


def case_table(case):
    alone = alone_of(case)
    yield heading(case)
    yield (f"{'':32}{'compares':>10}{'median':>11}{'quarters':>24}{'best':>11}{'cpu':>11}"
           f"{'x libcsv':>10}{'peak MB':>10}{'runs':>6}")
    for line in case["peers"]:
        start = f"{line['name']:32}{verdict(line):>10}"
        if "passed" not in line:
            yield f"{start}  {line['remark']}"
            continue
        quarters = " .. ".join(map(duration, line["quarters"]))
        ratio = number(line["passed"] / alone) if alone else "-"
        yield (f"{start}{duration(line['passed']):>11}{quarters:>24}{duration(line['best']):>11}"
               f"{duration(line['used']):>11}{ratio:>10}{line['peak_mb']:>10.1f}{line['times']:>6}"
               + (f"  {line['remark']}" if line["remark"] else "")
               + (f"  status {line['status']}" if line["status"] else ""))


def goal_side(side, unit):
    if side is None:
        return f"{'':>10}{'':>10}  {'':11}"
    if side["value"] is None:
        return f"{number(side['goal']):>10}{'-':>10}  {'not taken':11}"
    return (f"{number(side['goal']):>10}{number(side['value']) + unit:>10}  "
            f"{'reached' if side['reached'] else 'NOT reached':11}")


def goals_table(result):
    yield f"{'goals':66}{'one cpu':>10}{'this run':>10}{'':13}{'all':>10}{'this run':>10}"
    for goal in result["goals"]:
        unit = f" {goal['unit']}" if goal["unit"] else ""
        yield (f"{goal['work']:66}{goal_side(goal['one'], unit)}"
               f"{goal_side(goal['two'], unit)}").rstrip()
    years = result.get("years")
    yield ("(1) " + (f"as ./dev bench years measured on {years['date']}, processor time" if years
                     else "./dev bench years measures it"))


def machine_line(result):
    machine = result["machine"]
    busy = " (not idle: the times are too long)"
    return (f"{result['date']}: {machine['processor']}, {machine['processors']} processors,"
            f" {machine['system']}, {machine['compiler']}, load {result['load']:.1f} at the start"
            + busy * (result["load"] > IDLE))


def text(result):
    """Everything, for a terminal."""
    lines = [machine_line(result), ", ".join(f"{name} {version}" for name, version
                                             in result["versions"].items())]
    for case in result["cases"]:
        lines += ["", *case_table(case)]
    return "\n".join([*lines, "", *goals_table(result)]) + "\n"


def find(case, name):
    """The line of a program that was measured in a case, or an empty one."""
    return next((line for line in case["peers"] if line["name"] == name and "passed" in line), {})


def over_alone(case, name):
    alone, line = alone_of(case), find(case, name)
    return number(line["passed"] / alone) if alone and line else "-"


def time_cell(case, name):
    line = find(case, name)
    return duration(line["passed"]) + " \\*" * (line["verdict"] == "wrong") if line else "-"


def readme_rows(usual, quoted):
    """A row for each program that was measured with the most orders; what is missing is told above."""
    largest = usual[-1]
    yield ["", "compares", *(f"{case['shape']['rows']:,}" for case in usual), "x libcsv", "MB",
           *("x libcsv, all quoted" for _ in quoted)]
    yield ["---", "---", *("--:" for _ in usual), "--:", "--:", *("--:" for _ in quoted)]
    for line in largest["peers"]:
        if "passed" in line:
            name = line["name"]
            yield [name, {"nothing": "-"}.get(line["answers"], line["answers"]),
                   *(time_cell(case, name) for case in usual), over_alone(largest, name),
                   f"{line['peak_mb']:,.0f}", *(over_alone(case, name) for case in quoted)]


def readme(result):
    """The Markdown between the marks of README.md."""
    usual = [case for case in result["cases"] if case["shape"]["quotes"] != "all"]
    quoted = [case for case in result["cases"] if case["shape"]["quotes"] == "all"]
    usual, quoted = (usual, quoted) if usual else (quoted, [])
    largest = usual[-1]
    wrong = [f"{line['name']} {line['remark']}" for line in largest["peers"] if line["verdict"] == "wrong"]
    notes = [f"{machine_line(result)}. Orders a day at the top; medians of whole processes, taken in turn.",
             f"x libcsv: the time over libcsv alone, MB: the peak, both with {largest['shape']['rows']:,}"
             f" orders a day ({largest['bytes'] / 1e6:,.0f} MB in both files)."]
    if wrong:
        notes.append("\\* a wrong answer: " + "; ".join(wrong) + ".")
    rows = ["| " + " | ".join(row) + " |" for row in readme_rows(usual, quoted)]
    return "\n".join([*rows, "", textwrap.fill(" ".join(notes), 80, break_on_hyphens=False)]) + "\n"


def put_into(path, result):
    """Replace what is between the marks."""
    old = path.read_text("utf-8")
    if not MARKS.search(old):
        raise SystemExit(f"bench: {path} lacks the marks <!-- bench --> and <!-- /bench -->")
    block = readme(result)
    path.write_text(MARKS.sub(lambda marks: marks[1] + block + marks[2], old), "utf-8")
