"""Tests of links in mails and the pages behind them."""
