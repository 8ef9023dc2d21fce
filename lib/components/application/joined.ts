import type { PlacedNode, Provider } from "../component.ts";

/** The ids of nodes at the other ends of connections. */
export function idsOf(providers: readonly Provider[]): string[] {
  return providers.map(({ node }) => node.id);
}

/** The id of the node at an input that takes one, under a name; nothing where none is joined. */
export function joinedOne<Name extends string>(
  node: PlacedNode,
  input: Name,
): { readonly [Key in Name]?: string } {
  const [id] = idsOf(node.providers(input));
  return id === undefined ? {} : { [input]: id } as { readonly [Key in Name]?: string };
}
