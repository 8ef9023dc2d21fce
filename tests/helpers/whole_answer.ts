/** Reads one answer of HTTP from a bare connection; its headers and its body may come apart. */
export async function wholeAnswer(connection: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(16 * 1024);
  const decoder = new TextDecoder();
  let text = "";
  while (!isWhole(text)) {
    const size = await connection.read(buffer);
    if (size === null) break;
    text += decoder.decode(buffer.subarray(0, size), { stream: true });
  }
  return text;
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  const body = new TextEncoder().encode(text.slice(end + 4));
  return end >= 0 && body.length >= Number(length ?? 0);
}
