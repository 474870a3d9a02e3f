"""Two years of one body side by side: sums over both reports, and whether they report on the same thing."""
