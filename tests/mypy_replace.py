"""Part of the check of types: `msgspec.structs.replace` is checked as strictly as `dataclasses.replace`, whose rule mypy has already."""

from collections.abc import Callable

from mypy.plugin import FunctionSigContext, Plugin
from mypy.plugins.dataclasses import replace_function_sig_callback
from mypy.types import FunctionLike


class Replace(Plugin):
    """Without it, a change of a field that is not there, or to a value of another type, passes."""

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        return replace_function_sig_callback if fullname == "msgspec.structs.replace" else None


def plugin(_version: str) -> type[Plugin]:
    return Replace
