"""What an operator of the server does and reads: commands, verification, the log."""
