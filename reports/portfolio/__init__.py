"""Reports of a workspace, or of files, beside each other: what `checks.portfolio` needs to know, gathered."""
