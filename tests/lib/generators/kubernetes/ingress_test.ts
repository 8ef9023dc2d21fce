import assert from "node:assert/strict";
import type { Route } from "../../../../lib/model/resource.ts";
import { endpointOf, routeOf } from "./plans.ts";
import { lossesOf, objectOf } from "./rendering.ts";

const api = endpointOf("api");
const ingressOf = (rest: Partial<Route> = {}) =>
  objectOf([api, routeOf("entry", "api", rest)], "80-ingress-entry.yaml");
const annotationsOf = (rest: Partial<Route>) => ingressOf(rest).metadata.annotations;
const lossesIn = (rest: Partial<Route>) => lossesOf(api, routeOf("entry", "api", rest));

const EXTRAS = {
  rewrite: "/",
  redirect: "https://example.com/new",
  headers: { "X-A": "b", "X-B": 'no "text" %[env(A)]' },
  rateLimit: 10,
} as const;

Deno.test("a route is an ingress with a path for each backend", () => {
  const { spec } = ingressOf({
    class: "nginx",
    paths: [
      { backend: "api", path: "/", pathType: "Prefix", hostPort: 8080 },
      { backend: "api", path: "/admin", pathType: "Exact", portName: "admin" },
    ],
  });
  assert.equal(spec.ingressClassName, "nginx");
  assert.deepEqual(spec.rules, [{
    host: "shop.example.com",
    http: {
      paths: [
        {
          backend: { service: { name: "api", port: { number: 8080 } } },
          path: "/",
          pathType: "Prefix",
        },
        {
          backend: { service: { name: "api", port: { name: "admin" } } },
          path: "/admin",
          pathType: "Exact",
        },
      ],
    },
  }]);
});

Deno.test("a port of the host is for Compose only", () => {
  const paths = [{ backend: "api", path: "/", pathType: "Prefix", hostPort: 8080 }] as const;
  assert.deepEqual(lossesIn({ paths }), [
    "entry.paths[0].hostPort: dropped: only a Compose file publishes on the host",
  ]);
});

Deno.test("TLS names a secret and hosts, by default the node's and its host", () => {
  assert.equal(ingressOf().spec.tls, undefined);
  assert.deepEqual(ingressOf({ tls: true }).spec.tls, [
    { hosts: ["shop.example.com"], secretName: "entry-tls" },
  ]);
  const tls = { tls: true, tlsSecret: "certificate", tlsHosts: ["a.example.com"] };
  assert.deepEqual(ingressOf(tls).spec.tls, [
    { hosts: ["a.example.com"], secretName: "certificate" },
  ]);
  assert.deepEqual(lossesIn({ tls: false, tlsSecret: "certificate" }), [
    "entry.tlsSecret: dropped: TLS is off",
  ]);
});

Deno.test("nginx has annotations for all but headers", () => {
  assert.deepEqual(annotationsOf({ class: "nginx", ...EXTRAS }), {
    "nginx.ingress.kubernetes.io/limit-rps": "10",
    "nginx.ingress.kubernetes.io/permanent-redirect": "https://example.com/new",
    "nginx.ingress.kubernetes.io/rewrite-target": "/",
  });
  const losses = lossesIn({ class: "nginx", ...EXTRAS });
  assert.equal(losses.length, 2);
  assert.match(losses[0]!, /^entry\.headers\.X-A: dropped: .*snippet/);
});

Deno.test("haproxy redirects to hosts only, and takes headers that are plain text", () => {
  assert.deepEqual(annotationsOf({ class: "haproxy", ...EXTRAS }), {
    "haproxy.org/path-rewrite": "/",
    "haproxy.org/rate-limit-period": "1s",
    "haproxy.org/rate-limit-requests": "10",
    "haproxy.org/request-set-header": "X-A b",
  });
  assert.deepEqual(
    lossesIn({ class: "haproxy", ...EXTRAS }).map((it) => it.slice(0, 30)),
    [
      "entry.headers.X-B: dropped: HAP",
      "entry.redirect: dropped: the ha",
    ].map((it) => it.slice(0, 30)),
  );
  const redirect = "https://example.com:8443";
  assert.deepEqual(annotationsOf({ class: "haproxy", redirect }), {
    "haproxy.org/request-redirect": "example.com:8443",
  });
  assert.match(lossesIn({ class: "haproxy", redirect })[0]!, /^entry\.redirect: approximated: /);
});

Deno.test("traefik has an object for each, named by one annotation in the order of a request", () => {
  const route = { class: "traefik", ...EXTRAS, redirect: "https://example.com/$1" };
  assert.deepEqual(annotationsOf(route), {
    "traefik.ingress.kubernetes.io/router.middlewares": ["redirect", "rate", "headers", "rewrite"]
      .map((name) => `shop-test-entry-${name}@kubernetescrd`).join(","),
  });
  const specOf = (name: string) =>
    objectOf([api, routeOf("entry", "api", route)], `75-middleware-entry-${name}.yaml`).spec;
  assert.deepEqual(specOf("redirect"), {
    redirectRegex: { permanent: true, regex: "^.*$", replacement: "https://example.com/$$1" },
  });
  assert.deepEqual(specOf("rate"), { rateLimit: { average: 10, burst: 10, period: "1s" } });
  assert.deepEqual(specOf("headers"), { headers: { customRequestHeaders: EXTRAS.headers } });
  assert.deepEqual(specOf("rewrite"), { replacePath: { path: "/" } });
  assert.deepEqual(lossesIn(route), []);
  assert.equal(annotationsOf({ class: "traefik" }), undefined);
});

Deno.test("nginx is given no address with a variable of nginx in it", () => {
  const route = { class: "nginx", redirect: "https://example.com/$request_uri" };
  assert.equal(annotationsOf(route), undefined);
  assert.match(lossesIn(route)[0]!, /^entry\.redirect: dropped: nginx would read a variable/);
});

Deno.test("the certificate of the controller needs no secret", () => {
  const tls = { tls: true, defaultCertificate: true };
  assert.deepEqual(ingressOf(tls).spec.tls, [{ hosts: ["shop.example.com"] }]);
  assert.deepEqual(lossesIn({ ...tls, tlsSecret: "certificate" }), [
    "entry.tlsSecret: dropped: the controller's own certificate is asked for",
  ]);
  assert.deepEqual(lossesIn({ tls: false, defaultCertificate: true }), [
    "entry.defaultCertificate: dropped: TLS is off",
  ]);
});

Deno.test("every other class drops them and says why", () => {
  for (
    const [name, reason] of [
      ["istio", /istio reads it from a VirtualService/],
      ["alb", /no annotations for the class "alb"/],
      ["constructor", /no annotations for the class "constructor"/],
      [undefined, /without a class/],
    ] as const
  ) {
    const route = { ...EXTRAS, ...(name && { class: name }) };
    assert.equal(annotationsOf(route), undefined);
    const losses = lossesIn(route);
    assert.equal(losses.length, 5);
    for (const loss of losses) assert.match(loss, reason);
  }
});

Deno.test("annotations of its own stand beside ours, and a field says more than one of them", () => {
  const route = {
    class: "nginx",
    rateLimit: 5,
    annotations: { "a/b": "on", "nginx.ingress.kubernetes.io/limit-rps": "1" },
  };
  assert.deepEqual(annotationsOf(route), {
    "a/b": "on",
    "nginx.ingress.kubernetes.io/limit-rps": "5",
  });
  assert.deepEqual(lossesIn(route), [
    "entry.annotations.nginx.ingress.kubernetes.io/limit-rps: dropped: rateLimit says it",
  ]);
});
