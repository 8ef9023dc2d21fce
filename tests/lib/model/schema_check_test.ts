import assert from "node:assert/strict";
import type { Json } from "../../../lib/model/json.ts";
import type { Schema } from "../../../lib/model/schema.ts";
import { check } from "../../../lib/model/schema_check.ts";

const PORT: Schema = {
  type: "object",
  properties: {
    name: { type: "string", format: "port-name" },
    port: { type: "integer", minimum: 1, maximum: 65_535 },
  },
  required: ["name", "port"],
  additionalProperties: false,
};

/** A field of each sort, as the catalogue has them. */
const CONFIG: Schema = {
  type: "object",
  properties: {
    image: { type: "string", format: "image" },
    schedule: { type: "string", format: "cron" },
    note: { type: "string", minLength: 1, maxLength: 5 },
    code: { type: "string", pattern: "^[A-Z]+$" },
    replicas: { type: "integer", minimum: 1, maximum: 1000 },
    share: { type: "number", minimum: 0 },
    count: { type: "integer", maximum: 9 },
    exact: { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    on: { type: "boolean" },
    none: { type: "null" },
    type: { type: "string", enum: ["ClusterIP", "NodePort"], default: "ClusterIP" },
    version: { const: "v1" },
    keys: {
      type: "array",
      items: { type: "string", format: "config-key" },
      minItems: 1,
      maxItems: 3,
      unique: true,
      presets: [["PASSWORD"]],
    },
    ports: { type: "array", items: PORT, unique: "name", examples: [[{ name: "http", port: 80 }]] },
    env: {
      type: "object",
      propertyNames: { type: "string", format: "variable" },
      additionalProperties: { type: "string" },
    },
    surge: {
      anyOf: [{ type: "integer", minimum: 0, maximum: 9 }, { type: "string", format: "percent" }],
    },
    either: { anyOf: [{ type: "number" }, PORT] },
    nodePort: { type: "integer", when: { field: "type", in: ["NodePort"] } },
    grace: { type: "integer", when: { field: "on", in: [true] } },
    cpu: { type: "string", format: "cpu", default: "100m" },
    cpuLimit: { type: "string", format: "cpu", atLeast: "cpu" },
    memory: { type: "string", format: "quantity" },
    memoryLimit: { type: "string", format: "quantity", atLeast: "memory" },
    min: { type: "integer" },
    max: { type: "integer", atLeast: "min" },
    probe: {
      type: "object",
      properties: { http: {}, tcp: {}, exec: {} },
      exactlyOne: ["http", "tcp", "exec"],
    },
    value: { refused: "holds no values here" },
    any: {},
  },
  additionalProperties: false,
};

/** A fault as one line: where, what, and what was meant. */
function lines(value: Json, schema = CONFIG): string[] {
  return check(schema, value).map(({ code, path, message, suggestion }) =>
    `${code} ${path.join(".")} ${message}${suggestion === undefined ? "" : ` | ${suggestion}`}`
  );
}

const SENTENCES: readonly (readonly [value: Json, sentence: string])[] = [
  [
    { image: "a b" },
    "invalid_value image must be an image reference such as " +
    'ghcr.io/acme/api:1.4.2, not "a b"',
  ],
  [{ note: "" }, 'invalid_value note must be at least 1 character, not ""'],
  [{ note: "abcdef" }, 'invalid_value note must be at most 5 characters, not "abcdef"'],
  [{ code: "abc" }, 'invalid_value code must be text of the form ^[A-Z]+$, not "abc"'],
  [{ note: null }, "wrong_type note must be text, not nothing"],
  [{ note: ["a"] }, "wrong_type note must be text, not a list"],
  [{ note: { a: 1 } }, "wrong_type note must be text, not a map"],
  [{ note: 5 }, 'wrong_type note must be text, not 5 | "5"'],
  [{ note: true }, 'wrong_type note must be text, not true | "true"'],
  [{ note: 1.5 }, 'wrong_type note must be text, not 1.5 | "1.5"'],
  [{ note: NaN }, 'wrong_type note must be text, not NaN | "NaN"'],
  // Quoting it would not help, so nobody is told to.
  [
    { schedule: 5 },
    "wrong_type schedule must be a cron schedule of five fields such as " +
    "0 2 * * *, not 5",
  ],
  [
    { cpu: 0.5 },
    "wrong_type cpu must be millicores such as 250m, or cores such as 0.5, not 0.5 " +
    '| "0.5"',
  ],
  [{ memory: 512 }, "wrong_type memory must be an amount of bytes such as 512Mi or 10Gi, not 512"],
  [{ replicas: 0 }, "invalid_value replicas must be a whole number from 1 to 1000, not 0"],
  [{ replicas: 1001 }, "invalid_value replicas must be a whole number from 1 to 1000, not 1001"],
  [{ replicas: 1.5 }, "wrong_type replicas must be a whole number from 1 to 1000, not 1.5"],
  [{ replicas: NaN }, "wrong_type replicas must be a whole number from 1 to 1000, not NaN"],
  [
    { replicas: Infinity },
    "wrong_type replicas must be a whole number from 1 to 1000, not Infinity",
  ],
  [{ replicas: "2" }, 'wrong_type replicas must be a whole number from 1 to 1000, not "2" | 2'],
  [{ replicas: "0" }, 'wrong_type replicas must be a whole number from 1 to 1000, not "0"'],
  [{ replicas: "" }, 'wrong_type replicas must be a whole number from 1 to 1000, not ""'],
  [{ replicas: "two" }, 'wrong_type replicas must be a whole number from 1 to 1000, not "two"'],
  [{ share: -1 }, "invalid_value share must be a number of at least 0, not -1"],
  [{ share: NaN }, "invalid_value share must be a number of at least 0, not NaN"],
  [{ share: "0.5" }, 'wrong_type share must be a number of at least 0, not "0.5" | 0.5'],
  [{ count: 10 }, "invalid_value count must be a whole number of at most 9, not 10"],
  [{ exact: 1e21 }, "invalid_value exact must be a whole number, not 1e+21"],
  [{ on: "yes" }, 'wrong_type on must be true or false, not "yes" | true'],
  [{ on: "Off" }, 'wrong_type on must be true or false, not "Off" | false'],
  [{ on: 1 }, "wrong_type on must be true or false, not 1"],
  [{ on: "toString" }, 'wrong_type on must be true or false, not "toString"'],
  [{ none: 1 }, "wrong_type none must be null, not 1"],
  [
    { type: "nodeport" },
    'invalid_value type must be ClusterIP or NodePort, not "nodeport" | NodePort',
  ],
  [
    { type: "ClusterPI" },
    'invalid_value type must be ClusterIP or NodePort, not "ClusterPI" | ClusterIP',
  ],
  [{ type: null }, "invalid_value type must be ClusterIP or NodePort, not nothing"],
  [{ version: "v2" }, 'invalid_value version must be v1, not "v2" | v1'],
  [
    { keys: "PASSWORD" },
    'wrong_type keys must be a list such as [PASSWORD], not "PASSWORD" | [PASSWORD]',
  ],
  [{ keys: "a b" }, 'wrong_type keys must be a list such as [PASSWORD], not "a b"'],
  [{ keys: [] }, "invalid_value keys must hold at least 1 entry, not 0"],
  [{ keys: ["a", "b", "c", "d"] }, "invalid_value keys must hold at most 3 entries, not 4"],
  [{ keys: ["a", "b", "a"] }, 'invalid_value keys.2 repeats "a" of entry 1'],
  [
    { keys: ["a", 1] },
    "wrong_type keys.1 must be a key of letters, digits, dots, dashes and " +
    'underscores, not 1 | "1"',
  ],
  [{ ports: 80 }, "wrong_type ports must be a list such as [{ name: http, port: 80 }], not 80"],
  [
    { ports: [{ name: "a", port: 1 }, { name: "a", port: 2 }] },
    'invalid_value ports.1.name repeats "a" of entry 1',
  ],
  [
    { ports: [{ port: 80 }] },
    "missing_field ports.0.name is missing; expected a port name of at " +
    "most 15 lower-case letters, digits and dashes such as http",
  ],
  [
    { ports: [{ name: "a", port: 1, prot: "TCP" }] },
    "unknown_field ports.0.prot is not a known field; expected name, port | port",
  ],
  [{ ports: ["http"] }, 'wrong_type ports.0 must be a map, not "http"'],
  [
    { env: { "1A": "x" } },
    'invalid_value env.1A must be a variable name such as LOG_LEVEL, not "1A"',
  ],
  [{ env: { A: 8080 } }, 'wrong_type env.A must be text, not 8080 | "8080"'],
  [{ env: JSON.parse('{ "__proto__": "x" }') }, "invalid_value env.__proto__ is no name"],
  [{ env: ["A=1"] }, "wrong_type env must be a map, not a list"],
  [
    { surge: 10 },
    "invalid_value surge must be a whole number from 0 to 9, or a percentage such " +
    "as 25%, not 10",
  ],
  [
    { surge: "1" },
    "invalid_value surge must be a whole number from 0 to 9, or a percentage such " +
    'as 25%, not "1" | 1',
  ],
  [
    { surge: true },
    "wrong_type surge must be a whole number from 0 to 9, or a percentage such as " +
    "25%, not true",
  ],
  [
    { surge: 1.5 },
    "wrong_type surge must be a whole number from 0 to 9, or a percentage such as " +
    "25%, not 1.5",
  ],
  [
    { either: { name: "a", port: 0 } },
    "invalid_value either.port must be a whole number from 1 " +
    "to 65535, not 0",
  ],
  [
    { nodePort: 1 },
    "invalid_value nodePort has a meaning only when type is NodePort, not " +
    '"ClusterIP"',
  ],
  [{ grace: 1 }, "invalid_value grace has a meaning only when on is true, and it is not set"],
  [{ grace: 1, on: false }, "invalid_value grace has a meaning only when on is true, not false"],
  [{ cpuLimit: "50m" }, 'invalid_value cpuLimit must be at least cpu, which is "100m", not "50m"'],
  [
    { cpu: "1", cpuLimit: "999m" },
    'invalid_value cpuLimit must be at least cpu, which is "1", not "999m"',
  ],
  [
    { memory: "1Gi", memoryLimit: "1G" },
    'invalid_value memoryLimit must be at least memory, which is "1Gi", not "1G"',
  ],
  [{ min: 3, max: 2 }, "invalid_value max must be at least min, which is 3, not 2"],
  [{ probe: {} }, "invalid_value probe must hold exactly one of http, tcp or exec, not none"],
  [
    { probe: { http: 1, exec: 1 } },
    "invalid_value probe must hold exactly one of http, tcp or exec, not http and exec",
  ],
  [{ value: "hunter2" }, "literal_secret value holds no values here"],
  [{ imgae: "a" }, "unknown_field imgae is not a known field | image"],
  [{ constructor: "a" }, "unknown_field constructor is not a known field"],
  [JSON.parse('{ "__proto__": 1 }'), "unknown_field __proto__ is not a known field"],
  ["config", 'wrong_type  must be a map, not "config"'],
  [[], "wrong_type  must be a map, not a list"],
];

for (const [value, sentence] of SENTENCES) {
  Deno.test(`check() says: ${sentence}`, () => assert.deepEqual(lines(value), [sentence]));
}

Deno.test("check() finds nothing wrong with what fits", () => {
  assert.deepEqual(lines({}), []);
  assert.deepEqual(
    lines({
      image: "nginx",
      note: "abc",
      code: "ABC",
      replicas: 1000,
      share: 0.5,
      on: false,
      none: null,
      type: "NodePort",
      nodePort: 1,
      version: "v1",
      keys: ["a", "b"],
      ports: [{ name: "a", port: 1 }, { name: "b", port: 1 }],
      env: { constructor: "x", toString: "y" },
      surge: "25%",
      cpu: "1",
      cpuLimit: "1000m",
      memory: "1Gi",
      memoryLimit: "1024Mi",
      min: 2,
      max: 2,
      probe: { tcp: {} },
      any: [{}, null, "x"],
    }),
    [],
  );
});

Deno.test("check() tells all faults at once, in the order of the text, what is missing after it", () => {
  const found = check(CONFIG, { replicas: 0, x: 1, ports: [{}, { name: 1, port: 0 }], surge: [] });
  assert.deepEqual(found.map(({ code, path }) => `${code} ${path.join(".")}`), [
    "invalid_value replicas",
    "unknown_field x",
    "missing_field ports.0.name",
    "missing_field ports.0.port",
    "wrong_type ports.1.name",
    "invalid_value ports.1.port",
    "wrong_type surge",
  ]);
});

Deno.test("check() says that a map without fields has none", () => {
  const empty = { type: "object", additionalProperties: false } as const;
  assert.deepEqual(lines({ a: 1 }, empty), [
    "unknown_field a is not a known field; there are none",
  ]);
});

Deno.test("check() stops guessing after many faults, and tells them all the same", () => {
  const config = Object.fromEntries(
    Array.from({ length: 25_000 }, (_, index) => [`image${index}`, 1]),
  );
  const found = check(CONFIG, config);
  assert.equal(found.length, 25_000);
  assert.equal(found[0]?.suggestion, "image");
  assert.equal(found.at(-1)?.suggestion, undefined);
});

Deno.test("check() compares an amount only where both are amounts", () => {
  assert.deepEqual(check(CONFIG, { memory: "lots", memoryLimit: "1Mi" }).length, 1);
  assert.deepEqual(check(CONFIG, { memoryLimit: "1Mi" }), []);
});

Deno.test("check() shows a long text by its beginning, and no half of a letter", () => {
  const [fault] = check({ type: "string", maxLength: 1 }, "x".repeat(57) + "😀".repeat(50_000));
  assert.equal(fault?.message, `must be at most 1 character, not "${"x".repeat(57)}"...`);
});

Deno.test("check() quotes in a flow what YAML would read as something else", () => {
  const examples = [["yes", "a b", "1", "tls.crt", "", "a:1", { on: null }, -1, "x-y", "a,b"]];
  const [fault] = check({ type: "array", examples }, 1);
  assert.equal(
    fault?.message,
    'must be a list such as ["yes", "a b", "1", tls.crt, "", a:1, { on: null }, -1, x-y, "a,b"], not 1',
  );
});

Deno.test("check() goes as deep as the schema and no deeper", () => {
  const deep = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  assert.deepEqual(check(CONFIG, { any: deep }), []);
  assert.equal(check(CONFIG, { note: deep }).length, 1);
});
