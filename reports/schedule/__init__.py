"""The clock of a workspace: what is started when, how it is watched, and what is known of its health."""
