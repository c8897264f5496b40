const RATE = 8000;
const HEADER = 44;

/** A recording: a WAV file with a tone of a tenth of a second, one channel of 8 bits at 8 kHz. */
export function speech(): Buffer {
  const samples = Buffer.from(
    Array.from(
      { length: RATE / 10 },
      (_, i) => 128 + Math.round(60 * Math.sin((2 * Math.PI * 440 * i) / RATE)),
    ),
  );
  const header = Buffer.alloc(HEADER);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER - 8 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
