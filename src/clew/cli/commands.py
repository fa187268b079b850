"""The words of the command line: each with its line in the help, an example, and the function that runs it.

The function is named and not imported, so that a command loads what it needs and nothing of the others.
"""

from msgspec import Struct


class Command(Struct, frozen=True):
    """A word on the command line.

    Attributes:
        name: the word.
        line: what the help of the words above it says; short enough for a terminal of eighty columns.
        runs: `module:function` in `clew.cli`; "" for a group.
        example: how it is called.
        commands: of a group, its own words.
    """

    name: str
    line: str
    runs: str = ""
    example: str = ""
    commands: tuple["Command", ...] = ()


_MATCH = (
    Command(
        "find",
        "Look for near names of what nothing resolved.",
        "match_find:find_matches",
        "clew match find examples/portfolio.csv --above 0.25",
    ),
    Command(
        "review",
        "Go through possible matches, those that change most first.",
        "match_review:review_matches",
        "clew match review examples/portfolio.csv",
    ),
    Command(
        "accept",
        "Record that the holding is the entity.",
        "match_accept:accept",
        'clew match accept "name:examplelantern" uflpa:example-lantern --why "same USCC in its annual report"',
    ),
    Command(
        "reject",
        "Record that the holding is not the entity.",
        "match:reject",
        'clew match reject "name:examplelantern" uflpa:example-lantern --why "another firm of that name"',
    ),
    Command(
        "relate",
        "Record that the two are related, and not one company.",
        "match:relate",
        'clew match relate "name:examplelantern" uflpa:example-lantern --why "its parent, says the annual report"',
    ),
    Command(
        "confirm",
        "Confirm, as a second person, what another accepted.",
        "match:confirm_judgements",
        'clew match confirm 3 --why "seen in the register as well"',
    ),
    Command(
        "undo",
        "Undo a judgement, a batch, or a confirmation alone.",
        "match:undo_judgement",
        'clew match undo 3 --why "judged on the wrong page"',
    ),
    Command("list", "List the judgements, and which wait for a second person.", "match:list_judgements", "clew match list --all"),
    Command("export", "Write the judgements as CSV.", "match_files:export_file", "clew match export judgements.csv"),
    Command("import", "Take judgements in from a CSV file, all or none.", "match_files:import_file", "clew match import judgements.csv"),
)
_SOURCE = (
    Command(
        "list",
        "List the sources in force: version, age, rows, licence, grade.",
        "source_list:list_sources",
        "clew source list",
    ),
    Command(
        "known",
        "List every source that can be read, and where to get it.",
        "source_known:known",
        "clew source known",
    ),
    Command(
        "add",
        "Read files of a source, and put what they say in force.",
        "source_add:add",
        "clew source add uflpa-2026-10-01.csv --as uflpa",
    ),
    Command(
        "fetch",
        "Fetch a source by the address on its card.",
        "source_fetch:fetch",
        "clew source fetch gleif",
    ),
    Command(
        "map",
        "Make a card for any table: which column says what.",
        "source_map:map_source",
        'clew source map suppliers.xlsx --as brand_list --rows supply --column customer="Brand"',
    ),
    Command(
        "diff",
        "Say what changed between two versions of a source.",
        "source_diff:diff",
        "clew source diff uflpa --from 2026-07-16 --to 2026-10-01 --json",
    ),
    Command(
        "check",
        "Say how good a source is: coverage, doubles, dates.",
        "source_check:check_source",
        "clew source check uflpa",
    ),
    Command(
        "shipments",
        "Add up an import manifest by product and destination.",
        "source_shipments:shipments",
        "clew source shipments manifest.parquet --digits 4",
    ),
    Command(
        "mark",
        "Say what became of a source at its publisher.",
        "source_care:mark",
        'clew source mark csl --state unavailable --why "the page answers 404" --day 2026-11-20',
    ),
    Command(
        "correct",
        "Record that claims were wrong; list what shows them.",
        "source_care:correct_claims",
        'clew source correct uflpa 0a1b2c3d --why "the agency named another mill"',
    ),
    Command(
        "purge",
        "Delete a source, or one version of it, for good.",
        "source_care:purge_source",
        'clew source purge csl --version 2026-07-16 --why "the licence ended"',
    ),
    Command(
        "restore",
        "Load the shipped table of a source again after a purge.",
        "source_care:restore",
        "clew source restore uflpa",
    ),
    Command(
        "tombstones",
        "List everything that was purged: why, by whom, when.",
        "source_care:list_tombstones",
        "clew source tombstones",
    ),
)
_PORTFOLIO_MAPPING = (
    Command(
        "keep",
        "Have a mapping apply by itself to files with the same heads.",
        "portfolio_mapping:keep",
        "clew portfolio mapping keep my.toml",
    ),
    Command("list", "List the mappings that are kept.", "portfolio_mapping:list_mappings", "clew portfolio mapping list"),
    Command("forget", "Forget a kept mapping.", "portfolio_mapping:forget", "clew portfolio mapping forget my"),
)
_PORTFOLIO = (
    Command(
        "inspect",
        "Explain what a holdings file is understood to say.",
        "portfolio_inspect:inspect",
        "clew portfolio inspect examples/portfolio.csv",
    ),
    Command(
        "add",
        "Keep a holdings file as a version of a named portfolio.",
        "portfolio_add:add",
        'clew portfolio add examples/portfolio.csv --name "Global Equity" --date 2026-09-30',
    ),
    Command("list", "List the portfolios that are kept.", "portfolio_list:list_portfolios", "clew portfolio list"),
    Command(
        "show",
        "Show the versions of a portfolio.",
        "portfolio_list:show",
        'clew portfolio show "Global Equity"',
    ),
    Command(
        "diff",
        "Say which lines came, went or changed between versions.",
        "portfolio_diff:diff",
        'clew portfolio diff "Global Equity" --from 2026-06-30 --to 2026-09-30',
    ),
    Command(
        "history",
        "Restate the findings of every version; what came and went.",
        "portfolio_history:show_history",
        'clew portfolio history "Global Equity"',
    ),
    Command(
        "group",
        "Say which portfolios a client or a plan has.",
        "portfolio_group:group_portfolios",
        'clew portfolio group "Plan A" --with "Global Equity" --with "Bonds"',
    ),
    Command(
        "rename",
        "Call a portfolio otherwise.",
        "portfolio_add:rename_portfolio",
        'clew portfolio rename "Global Equity" --to "World Equity"',
    ),
    Command(
        "forget",
        "Delete the books of a portfolio, or of one day of it.",
        "portfolio_forget:forget_portfolio",
        'clew portfolio forget "Global Equity" --date 2026-06-30 --why "the mandate ended"',
    ),
    Command("mapping", "Mappings: how files with certain heads are read.", commands=_PORTFOLIO_MAPPING),
)
_OVERRIDE = (
    Command(
        "propose",
        "Propose that the policy does not stop an issuer.",
        "override:propose_override",
        'clew override propose ISIN --why "engagement mandate of 2026-11-03" --until 2027-06-30',
    ),
    Command("confirm", "Confirm it, as a second person.", "override:confirm_override", "clew override confirm 1"),
    Command("withdraw", "Take an override back.", "override:withdraw_override", 'clew override withdraw 1 --why "sold"'),
    Command("list", "List overrides: who said what, and which hold.", "override:list_overrides", "clew override list"),
)
_POLICY = (
    Command("list", "List the policies, and which is in force.", "policy:list_policies", "clew policy list"),
    Command("show", "Show what a policy says.", "policy:show", "clew policy show default --as-of 2026-07-16"),
    Command("copy", "Copy a policy into a file that can be edited.", "policy:copy", "clew policy copy default --as my-team"),
    Command("check", "Check a policy file: every fault at once.", "policy:check", "clew policy check my-team.toml"),
    Command("use", "Put a policy in force, or the shipped one again.", "policy:use", 'clew policy use my-team --why "decided in November"'),
    Command(
        "diff",
        "Say what another policy says and finds otherwise.",
        "policy_diff:diff",
        "clew policy diff default my-team --findings examples/portfolio.csv",
    ),
)
_WORKSPACE = (
    Command(
        "info",
        "Say where the workspace is, and whether its chain is whole.",
        "workspace:info",
        "clew workspace info",
    ),
    Command("events", "List every event: who did what, when.", "workspace:list_events", "clew workspace events --json"),
    Command(
        "mark",
        "Say what the workspace is used for, such as commercial.",
        "workspace:mark",
        "clew workspace mark commercial yes",
    ),
    Command(
        "clear-cache",
        "Delete everything that can be computed anew.",
        "workspace:clear_cache",
        "clew workspace clear-cache",
    ),
    Command(
        "plan",
        "Print the plan by which findings are made, as SQL.",
        "workspace:show_plan",
        "clew workspace plan --as-of 2026-07-16",
    ),
)
_NAMES = (
    Command(
        "parse",
        "Take names apart: place, brand, activity, legal form.",
        "names:parse_names",
        'clew names parse "Example Lantern (Shanghai) Trading Co., Ltd."',
    ),
    Command(
        "compare",
        "Say whether two names are one company's, and why.",
        "names:compare_names",
        'clew names compare "Example Lantern Group" "Example Lanterns Ltd" --left-country CN',
    ),
    Command(
        "search",
        "Look for the names of one file among those of another.",
        "name_files:search_names",
        "clew names search --names register.csv --queries suppliers.csv --top 5",
    ),
    Command(
        "match",
        "Match a table of names against another, into a CSV file.",
        "name_files:match_names",
        "clew names match suppliers.csv register.csv --out matches.csv",
    ),
    Command(
        "cluster",
        "Put the names of a table together by company.",
        "name_files:cluster_names",
        "clew names cluster suppliers.csv",
    ),
    Command(
        "bench",
        "Measure the scores on pairs whose answer you know.",
        "name_files:bench_names",
        "clew names bench pairs.csv --line 0.25",
    ),
)
COMMANDS: tuple[Command, ...] = (
    Command(
        "screen",
        "Screen a holdings file: which holdings link to evidence.",
        "screen:screen_portfolio",
        "clew screen examples/portfolio.csv --out reports",
    ),
    Command(
        "why",
        "Show every thread from one holding to its evidence.",
        "why:show_why",
        'clew why "Zijin Mining"',
    ),
    Command(
        "company",
        "Show what the loaded sources say of one organisation.",
        "company:show_company",
        "clew company Hikvision",
    ),
    Command(
        "own",
        "Show who owns a company and what it owns, with every sum.",
        "own:show_own",
        "clew own Hikvision --up",
    ),
    Command(
        "watch",
        "Update every source; say what changed, and whom it touches.",
        "watch:watch_sources",
        "clew watch --offline --since 2026-11-01",
    ),
    Command(
        "gate",
        "Before capital goes in: does a rule or a law stop it?",
        "gate:ask_gate",
        "clew gate CNE100000B24 --law us",
    ),
    Command(
        "restricted",
        "List every security that the gate stops, as CSV.",
        "restricted:list_restricted",
        "clew restricted --out restricted.csv",
    ),
    Command(
        "build",
        "Compute ahead what screenings need, here or on a cluster.",
        "build:build_release",
        "clew build --engine spark --master spark://cluster.example:7077",
    ),
    Command("portfolio", "Portfolios: inspect, add, list, diff, history, group, forget.", commands=_PORTFOLIO),
    Command("match", "Possible matches: find, review, accept, reject, confirm.", commands=_MATCH),
    Command("names", "Names: parse, compare, search, match, cluster, bench.", commands=_NAMES),
    Command("override", "Overrides of the gate: propose, confirm, withdraw, list.", commands=_OVERRIDE),
    Command("policy", "Policy of links: list, show, copy, check, use, diff.", commands=_POLICY),
    Command("source", "Sources: list, add, fetch, map, diff, check, mark, purge.", commands=_SOURCE),
    Command("workspace", "Look at the workspace: its place, events, caches, and plan.", commands=_WORKSPACE),
)
