"""The HTTP door: routes, problem documents and what runs around a request."""
