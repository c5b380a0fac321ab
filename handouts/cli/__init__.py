"""The command line."""

STOPPED = "Stopped. Every file that was finished is whole."
