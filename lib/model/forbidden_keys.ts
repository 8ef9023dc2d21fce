/**
 * Names that objects carry from birth. Written out, because Deno takes `__proto__` away and a
 * browser does not.
 */
export const FORBIDDEN_KEYS: readonly string[] = [
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "prototype",
  "toLocaleString",
  "toString",
  "valueOf",
];

const forbidden: ReadonlySet<string> = new Set(FORBIDDEN_KEYS);

/** Whether a key would reach into what every object inherits. */
export function isForbiddenKey(key: string): boolean {
  return forbidden.has(key);
}
