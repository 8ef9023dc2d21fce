/** What no file name may be or hold, each with the reason that a person reads. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^$/, "has an empty part"],
  [/^\.{1,2}$/, "points out of its folder"],
  [/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, "has a hidden character"],
  [/[\\:*?"<>|%]/, "has a character that is not allowed"],
  [/[. ]$|^ /, "begins with a space, or ends with a space or a dot"],
  [/^\.git(?!hub$|attributes$)|^git~\d+$/i, "is a name of Git's own"],
  [/~\d/, "is a short name of Windows"],
  [/^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|(conin|conout|clock)\$)( |\.|$)/i, "is a device"],
];

const MAX_NAME_BYTES = 255;
const MAX_REF_BYTES = 200;

/** Why a file or folder name is unsafe on some machine; `undefined` for a safe one. */
export function nameFault(name: string): string | undefined {
  const fault = FAULTS.find(([pattern]) => pattern.test(name));
  if (fault) return fault[1];
  if (name !== name.normalize("NFC")) return "is not in Unicode's normal form C";
  if (bytesOf(name) > MAX_NAME_BYTES) return `has a part of over ${MAX_NAME_BYTES} bytes`;
  return undefined;
}

/** Whether a name leads out of its folder or into Git's own; never served, whoever wrote it. */
export function leadsAway(name: string): boolean {
  if (/^\w[\w.-]*$/.test(name)) return false;
  const shown = name.replace(/\p{Cf}/gu, "");
  return /^(\.{0,2}|(\.git|git~\d+)[. ]*(:.*)?)$|[\/\\]/i.test(shown);
}

/** What `git check-ref-format` refuses, and hidden characters and percent signs besides. */
const REF_FAULT =
  /(^|\/)[.\/]|\.\.|\.(\/|$)|\/$|\.lock(\/|$)|@\{|[\p{C}\p{Zl}\p{Zp} ~^:?*[\\%]|^$/u;

/** Whether a string may be the name of a ref such as `refs/heads/main`. */
export function isRefName(name: string): boolean {
  if (REF_FAULT.test(name)) return false;
  return name.split("/").every((part) => bytesOf(part) <= MAX_REF_BYTES);
}

/** Whether a string is the id of an object. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
