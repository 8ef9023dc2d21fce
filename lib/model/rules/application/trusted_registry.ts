import { containers, imagesOf, partsOf } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** Every image comes from a registry that the repository trusts. */
export const trustedRegistry: Rule = {
  id: "trusted-registry",
  title: "Images come from trusted registries",
  why: "Anybody can publish an image on a public registry, under a name that looks right.",
  severity: "warning",
  mending: "Use an image of a registry in spec.registries of celestra.yaml; any is trusted " +
    "where the file lists none.",
  known: { kubescape: ["C-0078"] },
  findings: (graph) => {
    if (graph.registries.length === 0) return [];
    const expected = graph.registries.join(" or ");
    return containers(graph).flatMap((node) =>
      imagesOf(node).flatMap(({ path, image }) => {
        const { registry, name } = partsOf(image);
        const place = `${registry}/${name}`;
        if (graph.registries.some((trusted) => isUnder(place, trusted))) return [];
        const message = `The image ${image} of "${node.id}" comes from ${registry}; ` +
          `expected ${expected}`;
        return [{ node: node.id, path, message }];
      })
    );
  },
};

function isUnder(place: string, trusted: string): boolean {
  const start = trusted.replace(/\/+$/, "");
  return place === start || place.startsWith(`${start}/`);
}
