"""Makes the image files of this folder (Debian's python3-pil; ran once with Pillow 9.4): kinds of files that the tests cannot write themselves."""
import struct
import zlib

import numpy as np
from PIL import Image

y, x = np.mgrid[0:48, 0:64]
noise = np.random.default_rng(1).normal(0, 8, (48, 64, 3))
colours = np.clip(np.stack([x * 4, y * 5, (x + y) * 2], -1) + noise, 0, 255).astype(np.uint8)
photo = Image.fromarray(colours)
other = Image.fromarray(255 - colours)

photo.save("photo.png")
photo.save("photo.bmp")
photo.save("photo.jpg", quality=95)
photo.save("progressive.jpg", quality=95, progressive=True)
photo.save("still.webp", lossless=True)
photo.convert("CMYK").save("cmyk.jpg", quality=100, subsampling=0)
photo.convert("P", palette=Image.ADAPTIVE, colors=16).save("palette.png")
photo.convert("1").save("one-bit.png")
photo.save("tiff.tif")
for name in ("animated.gif", "animated.png", "animated.webp"):
    photo.save(name, save_all=True, append_images=[other], duration=100)

turned = photo.getexif()
turned[0x112] = 6
photo.save("turned.jpg", quality=95, exif=turned)
Image.fromarray(np.dstack([colours, (x * 4).astype(np.uint8)])).save("transparent.png")


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(name, header, rows):
    data = b"".join(b"\0" + row for row in rows)
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b""))


png("sixteen-bit.png", struct.pack(">IIBBBBB", 64, 48, 16, 2, 0, 0, 0), [(row.astype(">u2") * 257).tobytes() for row in colours])
png("sixteen-bit-grey.png", struct.pack(">IIBBBBB", 64, 48, 16, 0, 0, 0, 0), [(row[:, 0].astype(">u2") * 257).tobytes() for row in colours])
png("bomb.png", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0), [bytes(180000)])
