/** Whether text is the address of another machine: what a Service of Kubernetes takes. */
export function isHostAddress(text: string): boolean {
  return isIpv4(text) ? !SPECIAL_V4.test(text) : isIpv6(text) && !SPECIAL_V6.test(text);
}

/** No machine, this machine, and what reaches only the next wire. */
const SPECIAL_V4 = /^(0\.0\.0\.0$|127\.|169\.254\.|224\.0\.0\.)/;

/** The same: `::`, `::1`, `fe80::/10` and the groups that are for one wire. */
const SPECIAL_V6 = /^([0:]*:0*[01]?$|fe[89ab][0-9a-f]:|ff[0-9a-f]2:)/i;

/** Whether text is an IPv4 address: four numbers. */
export function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Whether text is an IPv6 address: eight groups, or fewer around one `::`. */
export function isIpv6(text: string): boolean {
  if (text.length > 39 || !text.includes(":")) return false;
  const halves = text.split("::");
  const groups = halves.flatMap((half) => half === "" ? [] : half.split(":"));
  return halves.length <= 2 && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) &&
    (halves.length === 2 ? groups.length < 8 : groups.length === 8);
}
