import { isIpv4, isIpv6 } from "./address.ts";

/** A range of addresses: its first bits are those of the network, the others are any. */
interface Range {
  /** The address, 32 or 128 bits long. */
  readonly bits: bigint;
  readonly width: 32 | 128;
  /** How many bits are fixed. */
  readonly fixed: number;
}

/** Whether text is a range of addresses such as `10.0.0.0/8` or `fd00::/8`. */
export function isCidr(text: string): boolean {
  return rangeOf(text) !== undefined;
}

/** Whether a range lies inside another one and is smaller; `false` where one is no range. */
export function isInside(inner: string, outer: string): boolean {
  const [small, large] = [rangeOf(inner), rangeOf(outer)];
  if (!small || !large || small.width !== large.width || small.fixed <= large.fixed) return false;
  const others = BigInt(large.width - large.fixed);
  return small.bits >> others === large.bits >> others;
}

function rangeOf(text: string): Range | undefined {
  const [, address, length] = /^([^/]{2,39})\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  if (address === undefined) return undefined;
  const fixed = Number(length);
  if (isIpv4(address)) {
    return fixed > 32 ? undefined : { bits: bitsOf(address.split("."), 8, 10), width: 32, fixed };
  }
  if (!isIpv6(address) || fixed > 128) return undefined;
  return { bits: bitsOf(groupsOf(address), 16, 16), width: 128, fixed };
}

function bitsOf(parts: readonly string[], size: number, radix: number): bigint {
  return parts.reduce(
    (bits, part) => (bits << BigInt(size)) | BigInt(Number.parseInt(part, radix)),
    0n,
  );
}

/** The eight groups of an IPv6 address; `::` stands for those that are zero. */
function groupsOf(address: string): string[] {
  const [head = [], tail] = address.split("::").map((half) => half === "" ? [] : half.split(":"));
  if (tail === undefined) return head;
  return [...head, ...Array<string>(8 - head.length - tail.length).fill("0"), ...tail];
}
