import { writeFile } from 'node:fs/promises';
import encodeQR from 'qr';

const [WIDTH, HEIGHT] = [1280, 720];
const [DARK, LIGHT, GREY] = [16, 235, 128];

/** Writes a film of a camera that is held before a QR code: one picture, which a browser shows over and over. */
export async function filmQrCode(file: string, text: string): Promise<void> {
  const cells = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const scale = Math.floor(HEIGHT / cells.length);
  const [left, top] = [WIDTH, HEIGHT].map((size) => Math.floor((size - cells.length * scale) / 2)) as [number, number];
  const light = Buffer.alloc(WIDTH * HEIGHT, LIGHT);
  cells.forEach((row, y) => row.forEach((dark, x) => {
    if (!dark) return;
    for (let line = 0; line < scale; line += 1) light.fill(DARK, (top + y * scale + line) * WIDTH + left + x * scale, (top + y * scale + line) * WIDTH + left + (x + 1) * scale);
  }));
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)]);
  await writeFile(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]));
}
