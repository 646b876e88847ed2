"""A multi-tenant identity service, layer by layer; `container.py` joins the layers."""
