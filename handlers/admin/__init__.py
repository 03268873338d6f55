"""What owners manage: the team, rubrics, letters, bans, figures, the audit, copies of the store."""
