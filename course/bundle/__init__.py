"""A folder for a room without a network: the wheels that machines of others need, and a guide.

Setting up from it is setup/'s.
"""
