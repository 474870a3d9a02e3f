"""The rules, one small file for each or for a tight family; `checks.catalogue.rules` collects them."""
