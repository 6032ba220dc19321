"""Who attended what, and how many hours of training it makes: `judging` decides, `evidence` reads."""
