"""A camera for Chromium that looks at a badge: the badge's own PDF, rendered and held before a hall."""

import subprocess
from pathlib import Path

from PIL import Image

from tests.events.paper_reading import picture_of

FRAME = (1280, 720)
HALL = (96, 92, 84)


def film_of(badge: bytes, folder: Path) -> Path:
    """Film that the fake camera plays over and over: the badge, then the empty hall for longer.

    A badge held still is one scan; it must be away for three seconds to be scanned again. Chromium may play the film
    at twice its pace.
    """
    picture = picture_of(badge, dpi=200)
    height = FRAME[1] - 20
    picture = picture.resize((round(picture.width * height / picture.height), height), Image.Resampling.LANCZOS)
    hall = Image.new("RGB", FRAME, HALL)
    hall.save(folder / "hall.png")
    hall.paste(picture, ((FRAME[0] - picture.width) // 2, 10))
    hall.save(folder / "held.png")
    film = folder / "camera.mjpeg"
    command = ["ffmpeg", "-y", "-loglevel", "error"]
    for still, seconds in (("held", 4), ("hall", 12)):
        command += ["-loop", "1", "-framerate", "15", "-t", str(seconds), "-i", str(folder / f"{still}.png")]
    command += ["-filter_complex", "[0:v][1:v]concat=n=2:v=1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3"]
    subprocess.run([*command, str(film)], check=True, timeout=60)
    return film
