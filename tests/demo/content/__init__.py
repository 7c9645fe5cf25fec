"""Tests of the sample content: whole, consistent, and the same every time."""
