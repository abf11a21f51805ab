"""What each line of a file is for."""

from dataclasses import dataclass

from fascicle.importing.story import Conclusion, Document, Evidence, Role

from .fields import parse_field
from .headings import parse_counter, parse_heading


@dataclass(slots=True)
class Plan:
    roles: list[Role]
    title: Conclusion[str] | None = None
    author: Conclusion[str] | None = None
    number: Conclusion[float] | None = None


def assign_roles(document: Document) -> Plan:
    plan = Plan(
        [Role.BLANK if line.is_blank else Role.STORY for line in document.lines]
    )
    for line in [line for line in document.lines if not line.is_blank][:10]:
        field = parse_field(line)
        if field:
            plan.roles[line.number - 1] = Role.FIELD
            evidence = (
                Evidence(
                    f"{field.kind}-field", line.text[:200], (line.number, line.number)
                ),
            )
            if field.kind == "title":
                plan.title = Conclusion(field.value, 0.9, evidence)
            if field.kind == "author":
                plan.author = Conclusion(field.value, 0.9, evidence)
            continue
        heading = parse_heading(line.text) or parse_counter(line.text)
        if heading and heading.number:
            plan.roles[line.number - 1] = Role.HEADING
            evidence = (
                Evidence("heading", line.text[:200], (line.number, line.number)),
            )
            plan.number = Conclusion(heading.number, 0.9, evidence)
            if heading.work:
                plan.title = Conclusion(heading.work, 0.9, evidence)
    return plan
