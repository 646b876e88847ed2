"""The app as a process, over a real socket. Cases that need no process are in `../http`."""
