/**
 * What a text is known by, so that bytes that were made for it are used for no other. Every edit
 * takes one of the whole text, so it goes two characters at a time: cyrb53, as `hashOf` is, of 32 bits
 * a step. It is no protection against people: where it lies, the edit is still held to its promise.
 */
export function fingerprintOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 2) {
    const units = text.charCodeAt(index) | text.charCodeAt(index + 1) << 16;
    high = Math.imul(high ^ units, 2654435761);
    low = Math.imul(low ^ units, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return `${text.length}-${(4294967296 * (2097151 & low) + (high >>> 0)).toString(16)}`;
}
