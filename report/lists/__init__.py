"""The list of customers, for those who send the offers: CSV and Excel."""

from report.lists.campaign import CAMPAIGN, compose_campaign, write_campaign
from report.lists.csv_file import write_lists

__all__ = ["CAMPAIGN", "compose_campaign", "write_campaign", "write_lists"]
