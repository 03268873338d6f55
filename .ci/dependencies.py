"""Prints what is installed in this environment beside pip and Zharshy: name, version and licence, a line each."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, distributions

# They come with the environment; Zharshy does not need them.
NOT_OURS = {"pip", "setuptools", "wheel", "zharshy"}


def licence(one: Distribution) -> str:
    """The SPDX expression, else the classifiers, else the first line of the licence's text."""
    said = one.metadata
    if expression := said.get("License-Expression"):
        return expression
    classified = [name for name in said.get_all("Classifier") or () if name.startswith("License ::")]
    if classified:
        return "; ".join(name.rpartition(" :: ")[2] for name in classified)
    return (said.get("License") or "").strip().partition("\n")[0] or "not stated"


def main() -> None:
    found = {one.metadata["Name"]: one for one in distributions()}
    for name in sorted(set(found) - NOT_OURS, key=str.lower):
        sys.stdout.write(f"{name}\t{found[name].version}\t{licence(found[name])}\n")


if __name__ == "__main__":
    main()
