/** The first 32 bits of the fractional parts of a root of each of the first primes (FIPS 180-4). */
function fractions(count: number, root: (prime: number) => number): Uint32Array {
  const bits = new Uint32Array(count);
  let found = 0;
  for (let number = 2; found < count; number++) {
    if (!isPrime(number)) continue;
    const whole = root(number);
    bits[found++] = (whole - Math.floor(whole)) * 2 ** 32;
  }
  return bits;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) {
    if (number % divisor === 0) return false;
  }
  return true;
}

const START = fractions(8, Math.sqrt);
const ROUNDS = fractions(64, Math.cbrt);
const BLOCK = 64;
const DIGITS = 14;
const encoder = new TextEncoder();

/**
 * The first 14 hexadecimal digits of the SHA-256 of a text. Unlike `hashOf`, other programs can
 * compute it too: a Helm template says `sha256sum | trunc 14`.
 */
export function digestOf(text: string): string {
  const bytes = encoder.encode(text);
  const state = START.slice();
  const words = new Uint32Array(BLOCK);
  const padded = paddedOf(bytes);
  for (let at = 0; at < padded.byteLength; at += BLOCK) mix(state, words, padded, at);
  return Array.from(state.subarray(0, 2), (word) => word.toString(16).padStart(8, "0")).join("")
    .slice(0, DIGITS);
}

/** The bytes, a one bit, zeros, and the number of bits: whole blocks. */
function paddedOf(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, bytes.length << 3);
  return view;
}

/** Mixes a block into the state. */
function mix(state: Uint32Array, words: Uint32Array, view: DataView, at: number): void {
  for (let index = 0; index < 16; index++) words[index] = view.getUint32(at + index * 4);
  for (let index = 16; index < BLOCK; index++) {
    const [early, late] = [words[index - 15]!, words[index - 2]!];
    words[index] = words[index - 16]! + words[index - 7]! +
      (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) +
      (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
  for (let index = 0; index < BLOCK; index++) {
    const first = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) +
      ROUNDS[index]! + words[index]!;
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => state[index]! += word);
}

type Eight = [number, number, number, number, number, number, number, number];

function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
