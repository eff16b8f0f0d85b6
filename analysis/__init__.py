"""The numbers of the retention report: four tables in, one typed `Results` out.

Rooms stand in the order of the work, and each imports only from rooms to its left:
foundation (errors, estimate, settings, vocabulary), contracts, load, clean, profile,
model, segments, offers, results, pipeline. Nothing here knows of documents.
"""
