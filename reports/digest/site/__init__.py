"""The pages beside a digest: one a body, a region, a rule and a finding, for any web server or none."""
