"""The client's languages: translations switched at run time, dates, times and numbers."""
