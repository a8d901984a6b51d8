"""The pages that crossoff makes, for tests that look at them."""
import subprocess

SHOP = "Saw & Mill <3>"
NAMES = ["A1", "=1+1", "<b>bold</b>", "Ünïcode", "x" * 90, "00042"]


def run(program, folder, *words, statuses=(0,)):
    done = subprocess.run([program, *words, "--history", "h.db", "--now", "2026-11-20T06:30:00Z"],
                          cwd=folder, capture_output=True, check=False, timeout=120,
                          env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"})
    assert done.returncode in statuses, (words, done.returncode, done.stderr.decode())
    return done.stdout


def write_list(path, orders):
    rows = [f'"{name}","{shop}",P-{i},"{text}",{i + 5},{i},2026-11-{10 + i % 20}'
            for i, (name, shop, text) in enumerate(orders)]
    path.write_text("\n".join(["Work Order,Shop,Part,Description,Qty,Done,Due", *rows, ""]), "utf-8")


def make(program, folder, samples):
    """Fills the folder with pages of every kind; gives their paths."""
    for export in sorted((samples / "machining").glob("*.csv")):
        run(program, folder, "-q", "--feed", "machining", export, statuses=(0, 4))
    orders = [(name, SHOP if i % 2 else "", "<script>alert(1)</script> " + name)
              for i, name in enumerate(NAMES)]
    write_list(folder / "odd-2026-11-18.csv", orders)
    write_list(folder / "odd-2026-11-19.csv", orders[2:] + [("NEW 1", "Weld", "a\u202eb")])
    write_list(folder / "odd-2026-11-20.csv", [])  # is held, and accepted all the same
    run(program, folder, "-q", "--feed", "odd", "odd-2026-11-18.csv", "odd-2026-11-19.csv")
    run(program, folder, "-q", "--feed", "odd", "odd-2026-11-20.csv", statuses=(4,))
    run(program, folder, "-q", "--feed", "odd", "odd-2026-11-20.csv", "--accept",
        "G1", "--reason", "a <test> & more")
    for day in range(2, 14):
        write_list(folder / f"long-2026-11-{day:02}.csv", orders[:3] + [(f"L-{day}", SHOP, "")])
        run(program, folder, "-q", "--feed", "long", f"long-2026-11-{day:02}.csv")
    reports = {
        "day": ["report", "--feed", "machining"],
        "first": ["report", "--feed", "machining", "--date", "2026-11-09"],
        "accepted": ["report", "--feed", "odd"],
        "odd": ["report", "--feed", "odd", "--date", "2026-11-19"],
        "table": ["report", "--feed", "machining", "--by", "shop"],
        "measures": ["report", "--feed", "machining", "--measures", "--by", "part", "--last", "5"],
        "hot": ["report", "--feed", "machining", "--hot", "10"],
        "shops": ["report", "--feed", "machining", "--measures", "--by", "shop"],
        "trend": ["report", "--feed", "machining", "--trend"],
        "long": ["report", "--feed", "long", "--trend"],
    }
    for name, words in reports.items():
        run(program, folder, *words, "-o", f"{name}.html")
    (folder / "pages").mkdir()
    run(program, folder, "report", "--publish", "pages")
    published = folder / "pages"
    return [folder / f"{name}.html" for name in reports] + [
        published / "index.html", published / "odd/today.html",
        next((published / "machining").glob("shop-*.html"))]
