"""The first bytes of every sort of medium, enough to be taken for one."""

from struct import pack

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + pack(">2L", 320, 200)
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08" + pack(">2H", 200, 320)
GIF = b"GIF89a" + pack("<2H", 320, 200)
LOSSY = b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + pack("<2H", 320, 200)
LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0/" + pack("<L", 319 | 199 << 14) + bytes(9)
EXTENDED = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x3f\x01\0\xc7\0\0"

MEDIA = {
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".gif": GIF,
    ".webp": LOSSY,
    ".mp3": b"\xff\xfb\x90\0",
    ".ogg": b"OggS\0\x02",
    ".wav": b"RIFF\0\0\0\0WAVEfmt ",
    ".m4a": b"\0\0\0\x20ftypM4A ",
    ".mp4": b"\0\0\0\x20ftypisom",
    ".webm": b"\x1aE\xdf\xa3\x9fB\x82\x84webm",
    ".vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nShe coughs.\n",
}
