"""As much of Dependency Injector as the app uses, in Python: the library itself is compiled, and
there is no wheel of it for the browser."""
