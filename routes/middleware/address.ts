import type { AppSettings } from "../settings.ts";

/** What the server knows of the connection, as `Deno.serve` hands it over. */
export interface ConnectionInfo {
  readonly remoteAddr: Deno.Addr;
}

/** Headers by which proxies speak of whom they ask for. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip"];

/**
 * The address of the client: the other end of the connection or, where that is a proxy of ours,
 * the last address in `X-Forwarded-For` that is none. What stands before it, anybody may have
 * written.
 */
export function clientAddress(
  request: Request,
  info: ConnectionInfo | undefined,
  { trustedProxies }: AppSettings,
): string {
  const peer = peerAddress(info);
  if (!trustedProxies.includes(peer)) return peer;
  const said = request.headers.get("x-forwarded-for")?.split(",").map((part) => part.trim()) ?? [];
  const client = said.findLast((address) => !trustedProxies.includes(address));
  return client !== undefined && isAddress(client) ? client : peer;
}

/** Whether a request comes from this machine itself, and for nobody else. */
export function isLocal(request: Request, info: ConnectionInfo | undefined): boolean {
  const peer = peerAddress(info);
  const isLoopback = peer === "::1" || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(peer);
  return isLoopback && !FORWARDED.some((name) => request.headers.has(name));
}

function peerAddress(info: ConnectionInfo | undefined): string {
  const address = info?.remoteAddr;
  return address && "hostname" in address ? address.hostname : "unknown";
}

function isAddress(text: string): boolean {
  return text.length <= 45 && /^[0-9a-fA-F.:]+$/.test(text);
}
