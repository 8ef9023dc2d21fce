import fc from "fast-check";
import { FORBIDDEN_KEYS } from "../../lib/model/forbidden_keys.ts";
import { bytesOf, millicoresOf } from "../../lib/model/formats.ts";
import type { Edges } from "../../lib/model/graph.ts";
import { isObject, type Json, type JsonObject, type Path } from "../../lib/model/json.ts";
import type { Schema } from "../../lib/model/schema.ts";

/** Small graphs, dense and sparse ones; edges may repeat, and lead to their own vertex. */
export function edges({ acyclic = false } = {}): fc.Arbitrary<Edges> {
  return fc.integer({ min: 0, max: 12 }).chain((count) => {
    const vertex = fc.nat({ max: Math.max(0, count - 1) });
    return fc.array(fc.tuple(vertex, vertex), { maxLength: count * 2 }).chain((pairs) =>
      fc.shuffledSubarray(Array.from({ length: count }, (_, index) => index), {
        minLength: count,
      }).map((order) => {
        const legal = pairs.filter(([from, to]) => !acyclic || from < to);
        return new Map(order.map((index) => [
          `v${index}`,
          legal.filter(([from]) => from === index).map(([, to]) => `v${to}`),
        ]));
      })
    );
  });
}

const CLOSED = "ENC[AES256_GCM,data:QUJD,iv:QUJD,tag:QUJD,type:str]";

/** A Secret as SOPS writes it. */
export const SOPS: string = `apiVersion: v1
kind: Secret
metadata:
    name: it
data:
    PASSWORD: ${CLOSED}
sops:
    age:
        - recipient: age1example
          enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
            YWdlLWVuY3J5cHRpb24ub3JnL3YxCg==
            -----END AGE ENCRYPTED FILE-----
    lastmodified: "2026-01-01T00:00:00Z"
    mac: ${CLOSED}
    version: 3.9.0
`;

/** Texts that each named format takes. */
export const TEXTS: Readonly<Record<string, readonly string[]>> = {
  id: ["a", "db", "web-1", "constructor"],
  quantity: ["64Mi", "512Mi", "1Gi", "1.5Gi", "1G", "10Gi"],
  cpu: ["50m", "100m", "0.5", "1", "1500m", "2"],
  duration: ["5s", "1m", "1h30m"],
  cron: ["0 2 * * *", "@daily", "*/5 * * * mon-fri"],
  "time-zone": ["UTC", "Europe/London", "America/Argentina/Buenos_Aires"],
  "host-path": ["./data", "../a b", "/var/log"],
  image: ["nginx", "ghcr.io/acme/api:1.4.2", "localhost:5000/a@sha256:" + "a".repeat(64)],
  path: ["/data", "/var/cache", "/a b"],
  "url-path": ["/", "/healthz", "/a?b=c"],
  "port-name": ["http", "grpc-web", "a"],
  variable: ["A", "LOG_LEVEL", "toString", "constructor"],
  "secret-key": ["A", "API_TOKEN", "tls.crt", "constructor"],
  "config-key": ["A", "tls.crt", "a-b", "constructor"],
  hostname: ["shop.example.com", "*.example.com", "localhost"],
  "object-name": ["shop-tls", "a.b"],
  "label-key": ["team", "example.com/team", "toString"],
  "label-value": ["", "web", "1.4.2"],
  namespace: ["shop"],
  percent: ["0%", "25%", "100%"],
  url: ["https://example.com/a?b=c"],
  ip: ["203.0.113.7", "2001:db8::1"],
  cidr: ["10.0.0.0/8", "fd00::/8", "0.0.0.0/0"],
  "role-name": ["view", "system:auth-delegator"],
  "api-group": ["", "core", "apps", "*"],
  "api-resource": ["pods", "pods/log", "*"],
  "api-path": ["/healthz", "/metrics/*"],
  verb: ["get", "list", "*"],
  finalizer: ["example.com/backup"],
  "file-mode": ["0444", "644"],
  promql: ["up == 0", 'rate(errors_total{job="a"}[5m]) > 1'],
  condition: ["result[0] < 0.05"],
  "store-entry": ["a", "shop/database"],
  "alert-text": ["down", "{{ $labels.pod }} is down"],
  json: ['{"title":"Shop"}', "{}"],
  base64: ["AAEC", "AAE="],
  sealed: ["AgB" + "x".repeat(801)],
  sops: [SOPS],
  "object-kind": ["Widget", "CronTab"],
  "api-version": ["v1", "example.com/v1alpha1"],
  plural: ["crontabs", "a"],
  "json-path": [".spec.replicas", '.status.conditions[?(@.type=="Ready")].status'],
};

/** Values that fit a schema, with its rules between siblings. */
export function fitting(schema: Schema): fc.Arbitrary<Json> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer({ min: schema.minimum ?? -9, max: Math.min(schema.maximum ?? 9, 2 ** 31) });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(fitting(schema.items!), { minLength: schema.minItems ?? 0, maxLength: 3 })
        .map((list) => withoutRepeats(schema, list));
    case "object":
      return schema.free ? anything() : mapOf(schema);
    default:
      throw new TypeError(`no values for ${JSON.stringify(schema)}`);
  }
}

/** A map of anything, but for the names that reach into objects. */
function anything(): fc.Arbitrary<JsonObject> {
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  return fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3, noNullPrototype: true })
    .map((value) => JSON.parse(JSON.stringify(value)))
    .filter((value) => FORBIDDEN_KEYS.every((name) => !JSON.stringify(value).includes(name)));
}

function textOf({ format, maxLength = 20 }: Schema): fc.Arbitrary<string> {
  if (format !== undefined) return fc.constantFrom(...TEXTS[format]!);
  const most = Math.min(maxLength, 20);
  return fc.oneof(
    fc.string({ maxLength: most }),
    fc.string({ unit: "binary", maxLength: most / 2 }),
  );
}

function withoutRepeats({ unique }: Schema, list: readonly Json[]): Json[] {
  if (unique === undefined) return [...list];
  const keyOf = (entry: Json) => unique === true ? entry : (entry as JsonObject)[unique];
  return list.filter((entry, index) =>
    list.findIndex((other) => keyOf(other) === keyOf(entry)) === index
  );
}

function mapOf(schema: Schema): fc.Arbitrary<JsonObject> {
  const { properties, exactlyOne } = schema;
  if (!properties) {
    const values = fitting(schema.additionalProperties as Schema);
    return fc.dictionary(textOf(schema.propertyNames!), values, {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  if (!exactlyOne) return fieldsOf(schema, []);
  return fc.oneof(
    ...exactlyOne.map((one) =>
      fieldsOf(schema, exactlyOne.filter((field) => field !== one), [one])
    ),
  );
}

/** A map of some fields, all that are required among them. */
function fieldsOf(
  schema: Schema,
  without: readonly string[],
  also: readonly string[] = [],
): fc.Arbitrary<JsonObject> {
  const fields = Object.entries(schema.properties!)
    .filter(([key, { refused }]) => refused === undefined && !without.includes(key))
    .map(([key, field]) => [key, fitting(field)] as const);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: [...schema.required ?? [], ...also],
    noNullPrototype: true,
  }).map((value) => legal(schema, value as JsonObject));
}

/** Leaves out the fields that have no meaning beside the others, and raises amounts to the least. */
export function legal({ properties = {} }: Schema, value: JsonObject): JsonObject {
  const valueOf = (key: string) => value[key] ?? properties[key]?.default;
  const entries = Object.entries(value).flatMap(([key, own]) => {
    const { when, atLeast } = properties[key]!;
    if (when && !when.in.includes(valueOf(when.field)!)) return [];
    const least = atLeast === undefined ? undefined : valueOf(atLeast);
    return [[key, least !== undefined && amountOf(own) < amountOf(least) ? least : own] as const];
  });
  return Object.fromEntries(entries);
}

function amountOf(value: Json): number {
  if (typeof value !== "string") return Number(value);
  return /[A-Z]/.test(value) ? bytesOf(value)! : millicoresOf(value)!;
}

/** What a field may be changed to: other types, hostile texts, and numbers out of every range. */
const STRANGE: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  1e9,
  2 ** 53,
  NaN,
  Infinity,
  "",
  " ",
  "yes",
  "8080",
  "a b",
  "../..",
  "10Gi",
  "250m",
  "25%",
  "http",
  "None",
  "constructor",
  "x".repeat(65_537),
  [],
  [null],
  ["a", "a"],
  [{ name: "a" }],
  {},
  { a: 1 },
  { toString: 1 },
  { host: "A" },
];

/** Values that were made to fit and then changed in one to three places; some still fit. */
export function nearlyFitting(schema: Schema): fc.Arbitrary<Json> {
  const change = fc.record({
    where: fc.nat(),
    key: fc.nat(),
    what: fc.constantFrom("replace", "remove", "add", "repeat", "borrow"),
    strange: fc.constantFrom(...STRANGE),
  });
  return fc.tuple(fitting(schema), fc.array(change, { minLength: 1, maxLength: 3 })).map(
    ([value, changes]) => changes.reduce((changed, one) => changeOf(schema, changed, one), value),
  );
}

interface Change {
  readonly where: number;
  readonly key: number;
  readonly what: "replace" | "remove" | "add" | "repeat" | "borrow";
  readonly strange: Json;
}

function changeOf(schema: Schema, value: Json, change: Change): Json {
  const places = placesOf(schema, value);
  const { path, schema: at } = places[change.where % places.length]!;
  return changedAt(value, path, (old) => changed(at, old, change));
}

/** A value changed in itself; `undefined` takes it away. */
function changed(schema: Schema, old: Json, { key, what, strange }: Change): Json | undefined {
  if (what === "remove") return undefined;
  if (Array.isArray(old) && what === "repeat") return [...old, ...old.slice(0, 1)];
  if (!isObject(old) || what === "replace") return strange;
  const known = Object.keys(schema.properties ?? { a: {} });
  const name = what === "add" ? ["extra", "constructor", "1a", "a-b"][key % 4]! : undefined;
  return { ...old, [name ?? known[key % known.length]!]: strange };
}

interface Place {
  readonly path: Path;
  readonly schema: Schema;
}

/** Every place of a value, with the schema that speaks of it. */
function placesOf(schema: Schema, value: Json, path: Path = []): Place[] {
  const inside = Array.isArray(value)
    ? value.map((entry, index) => [index, entry, schema.items] as const)
    : isObject(value)
    ? Object.entries(value).map(([key, entry]) =>
      [key, entry, schema.properties?.[key] ?? schema.additionalProperties] as const
    )
    : [];
  return [
    { path, schema },
    ...inside.flatMap(([key, entry, part]) =>
      placesOf(typeof part === "object" ? part : {}, entry, [...path, key])
    ),
  ];
}

/** A value with the part at a path replaced, or taken away. The value is not changed. */
export function changedAt(
  value: Json,
  path: Path,
  change: (old: Json) => Json | undefined,
): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value) ?? null;
  const inner = (value as Record<string | number, Json>)[key]!;
  const next = rest.length > 0 ? changedAt(inner, rest, change) : change(inner);
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) =>
      index !== key ? [entry] : next === undefined ? [] : [next]
    );
  }
  const entries = Object.entries(value as JsonObject).filter(([name]) => name !== key);
  return Object.fromEntries(next === undefined ? entries : [...entries, [key, next]]);
}
