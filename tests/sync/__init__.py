"""Tests of the client's Qt-free half."""
