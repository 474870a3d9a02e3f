"""Scrapy's own command line, so that `scrapy crawl annual_reports` is `duban crawl`."""
