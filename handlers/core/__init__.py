"""What every feature of the chat builds on: who speaks where, rights, answers, buttons, dialogues."""
