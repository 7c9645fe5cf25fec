"""Which tickets each view holds and how many: kept with every change, never found by going through the tickets."""
