"""What is true before any crawl: forms, deadlines, settings, the registry of bodies, and the one clock."""
