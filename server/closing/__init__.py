"""The end of a ticket for whoever has no session at hand: links in mails, and the small pages behind them."""
