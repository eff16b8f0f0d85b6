"""The exploration of the labelled customers: who drops, and what goes with what."""

from __future__ import annotations

import pandas as pd

from analysis.intake.base import Base
from analysis.profile.association import associate
from analysis.profile.contrast import count_people, share_interval
from analysis.profile.distribution import profile_features
from analysis.profile.facts import ProfileFacts
from analysis.profile.labelled import keep_labelled
from analysis.profile.portrait import compare_categories, draw_portrait
from analysis.settings import ProfileSettings


def explore(base: Base, settings: ProfileSettings) -> ProfileFacts:
    """Distributions, associations and the portrait of the customer whose activity drops.

    Customers with a blank label are left out: nothing is known of them yet.
    """
    customers = keep_labelled(base)
    associations = associate(customers, settings)
    return ProfileFacts(
        dropped_share=share_interval(
            float(customers.dropped.mean()), count_people(customers.groups)
        ),
        features=profile_features(customers, settings.bins),
        categories=compare_categories(customers, settings.significance),
        label_association=associations.with_label,
        matrix=associations.matrix,
        collinear=associations.collinear,
        portrait=draw_portrait(customers, settings.significance),
        known=_count_known(customers.table),
    )


def _count_known(table: pd.DataFrame) -> dict[str, int]:
    """Field -> customers who have a value, of the fields that some have none of."""
    counts = table.count()
    return {str(name): int(count) for name, count in counts[counts < len(table)].items()}
