"""The form of a topic as one fills it in, and its answers as one reads them: for a new ticket, and at one."""
