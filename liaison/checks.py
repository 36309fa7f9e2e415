"""What refuses to start: a misconfigured installation is told so in Chinese, with what to do."""
