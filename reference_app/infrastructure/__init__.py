"""Adapters: what stands behind the ports. Each sub-package knows one technology and no sibling."""
