"""Keeps a true copy of a portal in SQLite: python mirror_client.py https://portal.example mirror.db [--prove]
Kill it at any instant and start it again. --prove: come up to date, compare with the API, exit with 0 (equal) or 1.
"""
import gzip, hashlib, json, sqlite3, sys, time, httpx
KINDS = "policies policy-products notices interpretations compilations guides disclosures activities".split()
BY_THE_CLOCK = ("status", "opens_at", "closes_at", "validity")  # not compared: they change between two events
http, db = httpx.Client(base_url=sys.argv[1], timeout=60), sqlite3.connect(sys.argv[2])
db.execute("CREATE TABLE IF NOT EXISTS record (kind, id, body, PRIMARY KEY (kind, id))")
db.execute("CREATE TABLE IF NOT EXISTS place (one PRIMARY KEY, position)")

def keep(forms, position, anew=False):  # the copy and its place in the log in one transaction: both or neither
    with db:
        db.execute("DELETE FROM record WHERE ?", [anew])
        for kind, item, form in forms:
            db.execute("DELETE FROM record WHERE kind = ? AND id = ?", [kind, item])
            if form:
                db.execute("INSERT INTO record VALUES (?, ?, ?)", [kind, item, json.dumps(form)])
        db.execute("REPLACE INTO place VALUES (1, ?)", [position])

def dumped(files):
    for file in (file for file in files if file["path"].endswith(".jsonl.gz")):
        content = http.get(file["path"]).raise_for_status().content
        if hashlib.sha256(content).hexdigest() != file["sha256"]:
            raise ValueError(f"{file['path']} is damaged")
        yield from ((file["kind"], form["id"], form) for form in map(json.loads, gzip.decompress(content).splitlines()))

def follow(wait=0):  # to the present end of the log; returns the position there
    while True:
        position = next(db.execute("SELECT position FROM place"), [None])[0]
        answer = position and http.get("/api/v1/changes", params={"after": position, "limit": 500, "wait": wait})
        if not position or answer.status_code == 410:  # never loaded, or away for longer than the log is kept
            manifest = http.get("/data/dumps/manifest.json").raise_for_status().json()
            keep(dumped(manifest["files"]), manifest["cursor"], anew=True)
            continue
        page = answer.raise_for_status().json()
        changes = [(event["subject"].split("/")[0], event["data"]) for event in page["data"]]
        keep([(kind, data["id"], data.get("object")) for kind, data in changes], page["next_cursor"])
        if not page["has_more"]:
            return page["next_cursor"]

def lasting(form):  # what only an event can change
    return {name: form[name] for name in form if "status" not in form or name not in BY_THE_CLOCK}

def prove(at=None):
    while at != (at := follow()):  # again if anything changed while the lists were read
        live, addresses = {}, [f"/api/v1/{kind}?page_size=100" for kind in KINDS]
        for address in addresses:  # grows by the next page while there is one
            answer = http.get(address).raise_for_status()
            live |= {form["id"]: form for form in answer.json(object_hook=lasting)["data"]}
            addresses += [answer.links["next"]["url"]] if "next" in answer.links else []
    copy = {item: json.loads(body, object_hook=lasting) for item, body in db.execute("SELECT id, body FROM record")}
    print(f"{len(copy)} records here, {len(live)} there, {'equal' if copy == live else 'not equal'}")
    sys.exit(copy != live)

while True:
    try:
        prove() if "--prove" in sys.argv else follow(wait=30)
    except (httpx.HTTPError, ValueError) as error:  # away or busy; nothing half done was kept
        print(f"{error}; trying again", file=sys.stderr)
        time.sleep(2)
