"""Reports seen beside each other: copied text, sums over the bodies of a government, outliers, new rows of the form."""
