/** The class that colours a type of port: the same type always has the same colour. */
export function hueOf(type: string): string {
  let sum = 0;
  for (const character of type) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  return `hue-${sum % 6}`;
}
