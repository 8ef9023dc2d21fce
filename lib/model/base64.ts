/** Whether text is base64 of something, on one line. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** How many bytes base64 holds. */
export function base64Bytes(text: string): number {
  return text.length / 4 * 3 - (/={1,2}$/.exec(text)?.[0].length ?? 0);
}

/** Whether text is a value that Sealed Secrets closed: the key of 4096 bits comes first. */
export function isSealed(text: string): boolean {
  return isBase64(text) && /^Ag[A-D][A-Za-z0-9+/]{700}/.test(text);
}
