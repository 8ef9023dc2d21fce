import type { RoutePath } from "../../model/resource.ts";
import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";

/** HTTP from outside to apps and services. */
export const ingress: Component = defineComponent({
  id: "ingress",
  title: "Ingress",
  description: "Lets HTTP requests from outside reach apps: a host, a path for each connection.",
  category: "Networking",
  outputs: {},
  inputs: { backend: { type: "endpoint", title: "Backend", many: true } },
  config: (z) => {
    const f = fieldsOf(z);
    const advanced = { tier: "advanced" } as const;
    return f.object({
      host: f.of("hostname", "Host", "The host name that people type; any without.", {
        presets: ["shop.example.com"],
      }).exactOptional(),
      paths: f.list(
        f.object({
          backend: f.of("id", "Node", "The connected node that answers."),
          path: f.of("url-path", "Path", "Where its part of the site begins.").default("/"),
          pathType: f.choice(
            ["Prefix", "Exact", "ImplementationSpecific"],
            "Path type",
            "How the path is compared.",
            advanced,
          ).default("Prefix"),
          portName: f.of("port-name", "Port", "Which port of the node; the first without.")
            .exactOptional(),
          hostPort: f.whole(
            [1, 65_535],
            "Host port",
            "The port of this machine that a Compose file publishes it on.",
            { presets: [8080, 8000, 3000] },
          ).exactOptional(),
        }),
        "Paths",
        "A path for each connected node; / without.",
      ).exactOptional(),
      tls: f.flag("TLS", "Whether it answers with a certificate.").default(false),
      class: f.of("object-name", "Class", "The controller that serves it.", {
        presets: ["nginx", "traefik", "haproxy", "istio"],
      }).exactOptional(),
      tlsSecret: f.of("object-name", "TLS secret", "The Secret that holds the certificate.", {
        ...advanced,
        when: { field: "tls", in: [true] },
      }).exactOptional(),
      defaultCertificate: f.flag(
        "Default certificate",
        "Whether it answers with the certificate that its controller has for all.",
        { ...advanced, when: { field: "tls", in: [true] } },
      ).exactOptional(),
      tlsHosts: f.list(
        f.of("hostname", "Host", "A host name."),
        "TLS hosts",
        "The hosts of the certificate; the host without.",
        {
          ...advanced,
          when: { field: "tls", in: [true] },
        },
      ).exactOptional(),
      rewrite: f.of("url-path", "Rewrite", "The path that the backend sees instead.", advanced)
        .exactOptional(),
      redirect: f.of("url", "Redirect", "Sends every request to this address.", advanced)
        .exactOptional(),
      headers: f.map("label-key", z.string(), "Headers", "Headers added to requests.", advanced)
        .exactOptional(),
      rateLimit: f.whole(
        [1, 100_000],
        "Rate limit",
        "Requests a second from one address.",
        advanced,
      )
        .exactOptional(),
      annotations: f.map(
        "label-key",
        z.string(),
        "Annotations",
        "Annotations of the Ingress.",
        advanced,
      )
        .exactOptional(),
      labels: f.labels("Labels", "Labels of the Ingress.", advanced).exactOptional(),
    });
  },
  resources: (node, { paths = [], ...config }) => {
    const connected = node.providers("backend").map((provider) => provider.node.id);
    const listed = new Set(paths.map(({ backend }) => backend));
    const others = connected.filter((id) => !listed.has(id))
      .map((backend): RoutePath => ({ backend, path: "/", pathType: "Prefix" }));
    return [{
      kind: "route",
      node: node.id,
      at: [],
      connected,
      paths: [...paths, ...others],
      ...config,
    }];
  },
});
