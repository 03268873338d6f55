"""Prints a CycloneDX 1.6 list of what a wheel needs: name, version, licence, checksum, and what needs what.

    pip install --report report.json zharshy.whl && python .ci/sbom.py report.json > sbom.cdx.json

Run it with the Python of the environment that the report is of.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from dependencies import licence

# Environment markers cut off: "colorama; platform_system == 'Windows'" needs colorama where the marker holds.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# SPDX ids, and expressions of them; anything else is a name.
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+()-]+)*")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def purl(name: str, version: str) -> str:
    return f"pkg:pypi/{plain(name)}@{version}"


def component(installed: dict[str, Any]) -> dict[str, Any]:
    name, version = installed["metadata"]["name"], installed["metadata"]["version"]
    hashes = installed["download_info"].get("archive_info", {}).get("hashes", {})
    said = licence(distribution(name))
    is_spdx = _SPDX.fullmatch(said) and " License" not in said and said != "not stated"
    return {
        "type": "library",
        "bom-ref": purl(name, version),
        "name": name,
        "version": version,
        "purl": purl(name, version),
        "licenses": [{"expression": said} if is_spdx else {"license": {"name": said}}],
        "hashes": [{"alg": "SHA-256", "content": hashes["sha256"]}] if "sha256" in hashes else [],
    }


def needs(installed: dict[str, Any], refs: dict[str, str]) -> dict[str, Any]:
    """What of the installed packages this one asks for, extras left out."""
    asked = [one for one in installed["metadata"].get("requires_dist", []) if "extra ==" not in one]
    names = {plain(found[0]) for one in asked if (found := _NAME.match(one))}
    own = refs[plain(installed["metadata"]["name"])]
    return {"ref": own, "dependsOn": sorted(refs[name] for name in names if name in refs and refs[name] != own)}


def main() -> None:
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    installed = sorted(report["install"], key=lambda one: plain(one["metadata"]["name"]))
    components = [component(one) for one in installed]
    refs = {plain(one["name"]): one["bom-ref"] for one in components}
    [own] = [one for one in components if one["name"] == "zharshy"]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**own, "type": "application"}},
        "components": [one for one in components if one is not own],
        "dependencies": [needs(one, refs) for one in installed],
    }
    json.dump(bom, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
