"""The reference suite: what any build of the app must do, whoever wrote it."""
