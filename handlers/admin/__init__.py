"""What owners administer: the team, rubrics, letters, bans, figures, the audit, copies."""
