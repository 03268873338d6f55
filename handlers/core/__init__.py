"""What every feature of the chat builds on: chat context, answers, rights, buttons, dialogues."""
