"""`clew policy`: the link policy of a team, but for its differences."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import JsonOption, KnownOption, WorkspaceOption, console, print_json
from clew.report.policies import list_view, policy_document, show_view
from clew.values.plain import asdict
from clew.work.clocks import read_clocks
from clew.work.policies import CURRENT, DEFAULT, Chosen, check_policy, copy_policy, digest, find_policy, listed, use_policy
from clew.workspace import open_workspace

NAME_HELP = "Name, as clew policy list prints it; a file; or six letters of the hash of a version that was in force."


def list_policies(known: KnownOption = "", json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """List the policies: the one that ships with clew, the files of the workspace, and the versions that were in force."""
    with open_workspace(workspace) as stores:
        found = listed(stores, read_clocks(known=known).known)
    if json:
        print_json({"policies": [asdict(one) for one in found]})
        return
    console().print(list_view(found))
    if len(found) == 1:
        typer.echo(f"\nOnly the shipped policy is here. Begin your own with: clew policy copy {DEFAULT} --as my-team")


def show(
    name: Annotated[str, typer.Argument(help=f"{NAME_HELP} [default: the one in force]")] = CURRENT,
    as_of: Annotated[str, typer.Option("--as-of", help="Show the rules in force on this day alone. [default: every rule]")] = "",
    toml: Annotated[bool, typer.Option("--toml", help="Print the file itself, as TOML.")] = False,
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show what a policy says: its grammar, what each state proposes, and its confidences; with no name, the one in force."""
    clocks = read_clocks(as_of, known)
    with open_workspace(workspace) as stores:
        found = find_policy(stores, name, clocks.known)
    policy = found.policy.at(clocks.as_of) if as_of else found.policy
    if toml:
        typer.echo(policy.text, nl=False)
    elif json:
        print_json(policy_document(policy, found.sha256, found.where))
    else:
        console().print(show_view(policy, f"{found.title}, {found.where}{f'; rules in force on {clocks.as_of}' if as_of else ''}"))


def copy(
    name: Annotated[str, typer.Argument(help=NAME_HELP)],
    new: Annotated[str, typer.Option("--as", help="Its new name, or a path that ends in .toml. [default: NAME-copy]")] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Copy a policy into a file of the workspace, or of yours, that can be edited. Nothing changes until it is put in force."""
    with open_workspace(workspace) as stores:
        path = copy_policy(stores, name, new or f"{Path(name).stem}-copy", read_clocks().known)
    typer.echo(f"Written: {path}\nEdit it, give it a version, check it with: clew policy check {path}")


def check(
    file: Annotated[Path, typer.Argument(help="Policy file.")],
    json: JsonOption = False,
) -> None:
    """Check a policy file: every fault at once, with its line and its mend. Exit code 4 where there is any."""
    policy = check_policy(file)
    days = [day for day in policy.days if day]
    if json:
        document = policy_document(policy, digest(policy.text), str(file))
        print_json({"file": str(file), "faults": [], "days": days, **{key: document[key] for key in ("id", "version", "sha256", "title")}})
        return
    told = f" Other rules are in force from {', '.join(days)} on." if days else ""
    typer.echo(f"{Chosen(policy, str(file)).title}: {_count(policy.transitions, 'transition')}, no fault.{told}")


def use(
    name: Annotated[str, typer.Argument(help=f"{NAME_HELP} “{DEFAULT}” is the way back to the one that ships with clew.")],
    why: Annotated[str, typer.Option("--why", help="Why it is put in force.")] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Put a policy in force: every screening, answer and watch follows it from now on, and says so among its inputs.

    Its text is kept as it is now: a later edit of the file changes nothing until it is put in force again. An earlier --known sees the
    policy that was in force then.
    """
    with open_workspace(workspace) as stores:
        found, new = use_policy(stores, name, why, read_clocks().known)
        actor = stores.ledger.actor
    if not new:
        typer.echo(f"{found.title} is in force already.")
        return
    back = "" if found.where == "ships with clew" else f" The way back: clew policy use {DEFAULT}"
    typer.echo(f"{found.title} is in force, by {actor}.{back}")


def _count(things: tuple[object, ...], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"
