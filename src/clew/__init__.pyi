from clew.errors import ClewError as ClewError
from clew.errors import Fault as Fault
from clew.model.screening import Finding as Finding
from clew.model.screening import Screening as Screening
from clew.model.screening import Section as Section
from clew.report.json import screen_document as screen_document
from clew.work.clocks import Clocks as Clocks
from clew.work.clocks import read_clocks as read_clocks
from clew.work.company import company as company
from clew.work.judge import judge as judge
from clew.work.outputs import write_outputs as write_outputs
from clew.work.screen import Asked as Asked
from clew.work.screen import screen as screen
from clew.work.stores import Stores as Stores
from clew.work.why import why as why
from clew.workspace import open_workspace as open_workspace

__all__ = [
    "Asked",
    "ClewError",
    "Clocks",
    "Fault",
    "Finding",
    "Screening",
    "Section",
    "Stores",
    "company",
    "judge",
    "open_workspace",
    "read_clocks",
    "screen",
    "screen_document",
    "why",
    "write_outputs",
]
