"""What may be wrong beside the tables: segments, offers, their wording, the model's settings."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.model.check import check_candidates
from analysis.offers.rules import read_offers
from analysis.segments.rules import read_rules, require_quadrants
from analysis.settings import Settings
from analysis.vocabulary import Language
from report.present.offer_wording import check_wording


def check_rules(settings: Settings, languages: Iterable[Language]) -> None:
    """Raises SettingsError for the first rule, wording or candidate that cannot be used."""
    check_candidates(settings.model)
    require_quadrants(read_rules())
    check_wording(read_offers().offers, languages)
