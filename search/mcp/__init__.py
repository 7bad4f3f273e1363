"""A server of the Model Context Protocol: the index as tools of a language model."""

from pressmark.search.mcp.server import mcp_server

__all__ = ["mcp_server"]
