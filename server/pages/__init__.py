"""Small pages for whoever has no session: a link in a mail or from the sign-in screen opens one of them."""
