"""Looking at websites: discovery, manners, outcomes of visits, acceptance of a run, and the demonstration portal."""
