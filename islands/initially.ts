/**
 * What a field holds until somebody writes in it. It is spread, since the server's JSX writes an
 * attribute that stands by itself as it is called, and HTML knows no `defaultValue`.
 */
export function initially(value: string): { readonly defaultValue: string } {
  return { defaultValue: value };
}
