"""The list of customers, for those who send the offers: CSV and Excel."""

from report.lists.csv_file import write_lists

__all__ = ["write_lists"]
