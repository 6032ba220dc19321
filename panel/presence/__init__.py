"""Who is here, who attended what, corrections by hand and signed lists typed in."""
