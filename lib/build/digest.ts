/** A digest of a file's bytes; empty where there is no file, or where it changed after a time. */
export async function digestOf(path: string, time = Infinity): Promise<string> {
  const bytes = await Deno.readFile(path).catch(() => undefined);
  const changed = (await Deno.stat(path).catch(() => undefined))?.mtime?.getTime() ?? 0;
  if (!bytes || changed >= time) return "";
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
