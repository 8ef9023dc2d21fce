/** Types whose colours differ from each other. */
const TYPES = [
  "policy",
  "settings",
  "endpoint",
  "identity",
  "strategy",
  "monitoring",
  "completion",
  "permission",
];

/** The class that colours a type of port: the same type always has the same colour. */
export function hueOf(type: string): string {
  const known = TYPES.indexOf(type);
  if (known >= 0) return `hue-${known}`;
  let sum = 0;
  for (const character of type) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  return `hue-${sum % TYPES.length}`;
}
