"""The front matter of a new file. What is not known is left out, and the checker asks for it."""

from dataclasses import dataclass
from datetime import date

from learning.model.names import Kind


@dataclass(frozen=True, slots=True)
class Front:
    """What whoever carries a file over knows of it: at least its title and kind."""

    title: str
    kind: Kind
    needs: tuple[str, ...] = ()
    setting: str = ""
    jurisdiction: str = ""
    law_checked: date | None = None


def write_front(front: Front, *, start: str = "") -> str:
    """Write it as YAML between its two lines.

    >>> print(write_front(Front("Damp: one", Kind.CASE, needs=("housing",)), start="home"))
    ---
    title: "Damp: one"
    kind: case
    start: home
    needs: [housing]
    ---
    """
    quoted = front.title.replace("\\", "\\\\").replace('"', '\\"')
    day = front.law_checked.isoformat() if front.law_checked else ""
    rest = {
        "start": start,
        "needs": f"[{', '.join(front.needs)}]" if front.needs else "",
        "setting": front.setting,
        "jurisdiction": front.jurisdiction,
        "law_checked": day,
    }
    lines = [f'title: "{quoted}"', f"kind: {front.kind}"]
    lines += [f"{key}: {value}" for key, value in rest.items() if value]
    return "\n".join(["---", *lines, "---"])
