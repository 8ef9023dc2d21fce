const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const LABEL_TEXT = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** Whether text is one label of a host name, as namespaces are (RFC 1123). */
export function isLabel(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/** Whether text is labels with dots between them, as Kubernetes names its objects. */
export function isObjectName(text: string): boolean {
  return text.length <= 253 && text.split(".").every((part) => LABEL.test(part));
}

/** Whether text is a host name, or a `*.` before one; what ends in a number is an address. */
export function isHostname(text: string): boolean {
  if (text.length > 253) return false;
  const labels = text.replace(/^\*\./, "").split(".");
  return labels.every(isLabel) && !/^\d+$/.test(labels.at(-1)!);
}

/** Whether text is a label key: a name, or a host name and a name with a slash between. */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf("/");
  return (slash < 0 || isObjectName(text.slice(0, slash))) &&
    isLabelText(text.slice(slash + 1));
}

/** Whether text names a version of an API: a group and a version, or that of the core alone. */
export function isApiVersion(text: string): boolean {
  const slash = text.indexOf("/");
  return (slash < 0 || isObjectName(text.slice(0, slash))) &&
    /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text.slice(slash + 1));
}

/** Whether text may be the value of a label; an empty one may. */
export function isLabelValue(text: string): boolean {
  return text === "" || isLabelText(text);
}

function isLabelText(text: string): boolean {
  return text.length <= 63 && LABEL_TEXT.test(text);
}

/** Whether text may name a port: a letter in it, and no two dashes in a row. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && LABEL.test(text) && /[a-z]/.test(text) && !text.includes("--");
}

/** Whether text may be a key of a ConfigMap or Secret, which becomes the name of a file. */
export function isConfigKey(text: string): boolean {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(text) && text !== "." && !text.startsWith("..");
}

/** Whether text is an absolute path that leads down only, other than `/` itself. */
export function isPath(text: string): boolean {
  return text.length <= 4096 && /^(\/[^/:,\\\p{Cc}]+)+$/u.test(text) && !hasDots(text);
}

/** Whether text is a path of a host: an absolute one, or one that begins where the file lies. */
export function isHostPath(text: string): boolean {
  return text.length <= 4096 &&
    (text === "/" || text === "." || /^(\/|\.{1,2}\/)[^:,\\\p{Cc}]*[^/:,\\\p{Cc}]$/u.test(text));
}

/** Whether text is the path of a web address, without what an Ingress refuses. */
export function isUrlPath(text: string): boolean {
  return text.length <= 4096 && /^\/[A-Za-z0-9._~!&'()*+,;=:@%/?-]*$/.test(text) &&
    !/\/\/|%2f/i.test(text) && !hasDots(text);
}

function hasDots(path: string): boolean {
  return path.split("/").some((step) => step === "." || step === "..");
}

/** What a task is called: after its node, unless the node has it beside something else. */
export function taskName(
  { node, suffix }: { readonly node: string; readonly suffix: string },
): string {
  return suffix === "" ? node : `${node}-${suffix}`;
}
