"""The words of an offer: why the segment gets it, and the message ready to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from itertools import product

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.environment import TemplateModule

from analysis.errors import SettingsError, refuse
from analysis.segments.facts import Evidence, OfferFacts
from analysis.segments.rules import rule_vocabulary
from analysis.vocabulary import Language, value_label
from report.paths import TEMPLATES
from report.text.numbers import BLANK
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, quiet

FOLDER = TEMPLATES / "offers"
PLACE = "templates/offers"
SHARES = ("share", "mean_risk")
IN_UNIT = ("threshold", "inside", "outside")
REASON, SUBJECT, MESSAGE = "reason", "subject", "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWording:
    """What the report says about an offer, and what the customer reads."""

    reason: Prose
    subject: Prose
    message: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFacts:
    """What a text may say of its reader, formatted; blank where it is unknown."""

    favourite: str = ""
    goods: str = ""


NOBODY = OwnFacts()


def own_facts(book: Phrasebook, favourite: str | None, goods: float | None) -> OwnFacts:
    """A customer's favourite category and the number of goods in their cart."""
    many = round(goods) if goods is not None else 0
    return OwnFacts(
        favourite=quiet(value_label("category", favourite, book.language)) if favourite else "",
        goods=book.count(many, "cart_item") if many > 0 else "",
    )


def offer_wording(book: Phrasebook, offer: OfferFacts, own: OwnFacts = NOBODY) -> OfferWording:
    """`templates/offers/<key>.<language>.j2` filled with the evidence of the offer.

    Raises SettingsError where the file is missing, is no template or names evidence that the
    offer lacks.
    """
    template = _wording_template(offer.key, book.language)
    values = {"store": book.store, **evidence_words(offer.evidence, book)}
    try:
        words = template.make_module({**asdict(own), **values})
    except UndefinedError as error:
        raise SettingsError(
            f"{PLACE}/{template.name}",
            str(error.message),
            fix=f"use what this offer's reason gives: {', '.join(sorted(values))}",
        ) from None
    return OfferWording(
        reason=_text_of(words, REASON),
        subject=_text_of(words, SUBJECT),
        message=_text_of(words, MESSAGE),
    )


def plain_wording(book: Phrasebook, key: str, own: OwnFacts = NOBODY) -> OfferWording:
    """What a customer reads whose offer no segment calls for: the texts without its evidence.

    The offer's name where a text cannot do without it.
    """
    return OfferWording(
        reason=Prose(""),
        subject=_plain_text(book, key, own, SUBJECT),
        message=_plain_text(book, key, own, MESSAGE),
    )


def _plain_text(book: Phrasebook, key: str, own: OwnFacts, name: str) -> Prose:
    tree = _wording_tree(key, book.language)
    tree.body = [block for block in tree.body if _name_of(block) == name]
    template = Template.from_code(environment(), environment().compile(tree), {})
    try:
        words = template.make_module({"store": book.store, **asdict(own)})
    except UndefinedError:
        return Prose(book.offer_name(key))
    return _text_of(words, name) or Prose(book.offer_name(key))


def _text_of(words: TemplateModule, name: str) -> Prose:
    return Prose(str(getattr(words, name, "")).strip())


def check_wording(offers: Iterable[str], languages: Iterable[Language]) -> None:
    """Raises SettingsError with every offer's wording that is missing or no template."""
    refuse(
        [fault for key, language in product(offers, languages) for fault in _faults(key, language)]
    )


def _faults(key: str, language: Language) -> Iterator[SettingsError]:
    """What is wrong with the wording of one offer, so far as it is seen before it is filled."""
    name = f"{key}.{language}.j2"
    try:
        tree = _wording_tree(key, language)
    except SettingsError as fault:
        yield fault
        return
    for block in (REASON, SUBJECT, MESSAGE):
        if block not in map(_name_of, tree.body):
            yield SettingsError(
                f"{PLACE}/{name}",
                f"there is no {block!r} in it",
                fix=f"write it as the other offers do: see {PLACE}/README.md",
            )


def _wording_template(key: str, language: Language) -> Template:
    """The wording of one offer, ready to fill. Raises SettingsError as `_told` does."""
    with _told(name := f"{key}.{language}.j2"):
        return environment().get_template(name)


def _wording_tree(key: str, language: Language) -> nodes.Template:
    """What stands in the wording of one offer. Raises SettingsError as `_told` does."""
    with _told(name := f"{key}.{language}.j2"):
        return environment().parse(_loader().get_source(environment(), name)[0], name)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Raises SettingsError for a wording that is missing, not in UTF-8, or no template."""
    try:
        yield
    except TemplateNotFound:
        raise SettingsError(
            f"{PLACE}/{name}",
            "the offer has no wording",
            fix=f"write this file as the other offers have theirs: see {PLACE}/README.md",
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{PLACE}/{name}", "the text is not UTF-8", fix="save the file in UTF-8"
        ) from None
    except TemplateSyntaxError as error:
        raise SettingsError(
            f"{PLACE}/{name}, row {error.lineno}", str(error.message), fix="repair this row"
        ) from None


def _name_of(block: nodes.Node) -> str:
    """The name under which a template sets a text; blank for one that says nothing."""
    if not isinstance(block, nodes.Assign | nodes.AssignBlock):
        return ""
    written = isinstance(block, nodes.Assign) or any(
        not isinstance(piece, nodes.TemplateData) or piece.data.strip()
        for output in block.find_all(nodes.Output)
        for piece in output.nodes
    )
    return str(getattr(block.target, "name", "")) if written else ""


@cache
def environment() -> Environment:
    """Templates that stop at a missing value; what they make is escaped where it is printed."""
    return Environment(loader=_loader(), undefined=StrictUndefined, autoescape=False)


def _loader() -> FileSystemLoader:
    return FileSystemLoader(FOLDER, encoding="utf-8")


def evidence_words(evidence: tuple[Evidence, ...], book: Phrasebook) -> dict[str, str]:
    """Every piece of evidence by its name, formatted; pieces of one name in a row."""
    field = next((str(e.value) for e in evidence if e.name == "field"), "")
    words: dict[str, str] = {}
    for piece in evidence:
        text = _formatted(piece, field, book)
        # Russian numbers hold commas themselves.
        joint = "; " if piece.name == "lift" else ", "
        words[piece.name] = joint.join(filter(None, (words.get(piece.name), text)))
    return words


def _formatted(evidence: Evidence, field: str, book: Phrasebook) -> str:
    """One piece of evidence as a reader sees it."""
    value = evidence.value
    if evidence.name == "field":
        return rule_vocabulary()[str(value)].label.in_language(book.language)
    if isinstance(value, str):
        return quiet(value_label(field, value, book.language))
    if evidence.name in SHARES:
        return book.percent(value)
    if evidence.name in IN_UNIT:
        text = book.field_value(field, value, unit=False)
        return f"{text}{BLANK}{book.unit}" if field == "profit" else text
    return book.number(value, 1 if evidence.name == "lift" else 0)
