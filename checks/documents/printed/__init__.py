"""Printed pages, whatever format they come in: characters and rulings at places to paragraphs and tables."""
