"""What a store sees first: find an answer, talk to us, my tickets."""
