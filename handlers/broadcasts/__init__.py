"""What the newsroom does with what is being sent: the queue, reports, recalls, held articles, documents."""
