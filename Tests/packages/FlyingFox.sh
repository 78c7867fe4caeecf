# An HTTP server by Swift's own concurrency, over a poll loop of its own.
url=https://github.com/swhitty/FlyingFox
version=0.27.1
