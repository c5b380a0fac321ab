"""Nodes become boxes, and boxes get their places on pages."""
