import { isIpv6 } from "./address.ts";

const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
const STEP = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;

/** Longer ones are refused before they are looked at: name, tag and digest fit well. */
const LONGEST = 700;

/** The longest path of an image in its registry. */
const LONGEST_PATH = 255;

/** Whether text is an image reference, as the package `distribution/reference` reads it. */
export function isImage(text: string): boolean {
  if (text.length > LONGEST || isId(text)) return false;
  const [rest = "", digest, ...more] = text.split("@");
  if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return false;
  const colon = rest.indexOf(":", rest.lastIndexOf("/") + 1);
  if (colon < 0) return isName(rest);
  return isName(rest.slice(0, colon)) && TAG.test(rest.slice(colon + 1));
}

/** The id of an image, which is no name of one. */
function isId(text: string): boolean {
  return /^[a-f0-9]{64}$/.test(text);
}

function isName(name: string): boolean {
  const steps = name.split("/");
  const registry = steps.length > 1 && isRegistry(steps[0]!) ? steps.shift() : undefined;
  // What names no registry is of Docker Hub, where a single name stands under "library".
  const path = registry === undefined && steps.length === 1 ? `library/${name}` : steps.join("/");
  return (registry === undefined || isAuthority(registry)) &&
    path.length <= LONGEST_PATH && steps.every((step) => STEP.test(step));
}

/** What can be no part of a path stands for a registry. */
function isRegistry(step: string): boolean {
  return step === "localhost" || /[.:A-Z]/.test(step);
}

function isAuthority(text: string): boolean {
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return false;
  return host.startsWith("[")
    ? isIpv6(host.slice(1, -1))
    : host.split(".").every((label) => HOST.test(label));
}
