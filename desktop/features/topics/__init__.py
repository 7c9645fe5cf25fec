"""What tickets are about, and what each topic asks of whoever files one."""
