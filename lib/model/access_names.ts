import { isLabelKey, isObjectName } from "./names.ts";

/** Whether text names a role of the cluster, such as `view` or `system:auth-delegator`. */
export function isRoleName(text: string): boolean {
  return text.length <= 253 && /^[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?$/.test(text);
}

/** Whether text names a group of the API: `core`, `apps`, a host name, or `*` for all of them. */
export function isApiGroup(text: string): boolean {
  return text === "" || text === "*" || isObjectName(text);
}

/** Whether text names a kind of object as permissions do: `pods`, `pods/log`, `*`. */
export function isApiResource(text: string): boolean {
  const parts = text.split("/");
  return text.length <= 253 && parts.length <= 2 &&
    parts.every((part) => part === "*" || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(part));
}

/** Whether text is a verb of the API, or `*` for all of them. */
export function isVerb(text: string): boolean {
  return text === "*" || /^[a-z]{1,63}$/.test(text);
}

/** Whether text is a path of the API server such as `/healthz` or `/metrics/*`. */
export function isApiPath(text: string): boolean {
  return text === "*" || text.length <= 253 && /^\/[A-Za-z0-9._~/-]*\*?$/.test(text);
}

/** Whether text names who holds an object back from being deleted: a host name and a name. */
export function isFinalizer(text: string): boolean {
  return text.includes("/") && isLabelKey(text);
}
