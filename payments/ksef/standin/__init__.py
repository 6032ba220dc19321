"""A stand-in for KSeF: the endpoints that we use, over HTTP, with real keys. Nothing it takes reaches the ministry."""
