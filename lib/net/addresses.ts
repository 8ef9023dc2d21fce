/** Networks of version 4 that are no part of the public internet, each with the bits that count. */
const CLOSED: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** Prefixes of version 6 inside `2000::/3` that are no hosts of the internet, or hide one of version 4. */
const CLOSED_PREFIXES = /^(2001:0{1,3}[01]?[0-9a-f]{0,2}:|2001:0?db8:|2002:|3fff:0)/;

/** Whether an address lies on the public internet. What is not understood does not. */
export function isPublicAddress(address: string): boolean {
  if (!address.includes(":")) return isPublicFour(address);
  const first = groupsOf(address);
  return first !== undefined && /^[23]/.test(first) && !CLOSED_PREFIXES.test(first);
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return address === "::1" || (numberOf(address) ?? 0) >>> 24 === 127;
}

function isPublicFour(address: string): boolean {
  const number = numberOf(address);
  if (number === undefined) return false;
  return !CLOSED.some(([network, bits]) =>
    number >>> (32 - bits) === numberOf(network)! >>> (32 - bits)
  );
}

function numberOf(address: string): number | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const [a, b, c, d] = parts.map(Number) as [number, number, number, number];
  if (Math.max(a, b, c, d) > 255) return undefined;
  return (a << 24 | b << 16 | c << 8 | d) >>> 0;
}

/** The eight groups of an address of version 6, four digits each; the browser's parser judges it. */
function groupsOf(address: string): string | undefined {
  const host = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1);
  if (!host) return undefined;
  const [left = "", right] = host.split("::");
  const before = left.split(":").filter((group) => group !== "");
  const after = (right ?? "").split(":").filter((group) => group !== "");
  const between = Array(8 - before.length - after.length).fill("0");
  return [...before, ...between, ...after].map((group) => group.padStart(4, "0")).join(":");
}
