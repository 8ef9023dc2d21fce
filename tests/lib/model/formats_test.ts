import assert from "node:assert/strict";
import { FORMATS } from "../../../lib/model/formats.ts";
import { SOPS } from "../../helpers/arbitraries.ts";

/** What Kubernetes 1.35 takes and refuses; each row was put to its own code. */
interface Row {
  readonly good: readonly string[];
  readonly bad: readonly string[];
  /** What Kubernetes would take and we do not, and why. */
  readonly ours?: Readonly<Record<string, string>>;
}

const SHA = "a".repeat(64);
const label = (length: number) => "a".repeat(length);

const ROWS: Readonly<Record<string, Row>> = {
  id: {
    good: ["a", "api", "a-1", "constructor", label(52)],
    bad: ["", "A", "-a", "a-", "a_b", "a.b", "ä", "a\n", label(64)],
    ours: { "1a": "a Service must begin with a letter", [label(53)]: "names are made from it" },
  },
  quantity: {
    good: ["1", "512Mi", "10Gi", "1.5Gi", "0.5Gi", "1k", "1M", "2T", "3Pi", "128974848", "007Gi"],
    bad: [
      "",
      "0",
      "-1Gi",
      "1 Gi",
      "1gi",
      "1GB",
      "1KiB",
      "Gi",
      "1Gi1",
      "1..5",
      "1,5Gi",
      "∞",
      "1Gi\n",
    ],
    ours: {
      ".5Gi": "reads like a slip",
      "1e3": "the API server would keep it, and the file would differ for ever",
      "500m": "half a byte",
      "1Ei": "more than numbers hold exactly",
      "1.": "reads like a slip",
    },
  },
  cpu: {
    good: ["1", "2", "0.5", "0.25", "250m", "1m", "1.5", "0.001", "100000m"],
    bad: ["", "0", "0m", "-1", "0.0", "1 m", "1M ", "one", "1.2.3", "m", "250 m", "1mm"],
    ours: { "1k": "a thousand cores are a slip", ".5": "reads like a slip", "1e1": "as above" },
  },
  duration: {
    good: ["30s", "5m", "1h", "90s", "1h30m", "1h30m15s", "0s"],
    bad: ["", "30", "s", "1d", "1.5h", "-5m", "5 m", "1m1h", "1s30m", "30S", "1h\n", "500ms"],
  },
  cron: {
    good: [
      "* * * * *",
      "0 2 * * *",
      "*/15 * * * *",
      "0 9-17 * * mon-fri",
      "0 0 1 jan *",
      "0 0 1 JAN,Jul SUN",
      "5/10 * * * *",
      "0-30/5 * * * *",
      "0,15,30,45 * * * *",
      "? ? ? ? ?",
      "59 23 31 12 6",
      "00 02 * * *",
      "*/90 * * * *",
      " 0 2 * * * ",
      "0\t2 *  * *",
      "@yearly",
      "@annually",
      "@monthly",
      "@weekly",
      "@daily",
      "@midnight",
      "@hourly",
    ],
    bad: [
      "",
      "* * * *",
      "* * * * * *",
      "60 * * * *",
      "* 24 * * *",
      "* * 0 * *",
      "* * 32 * *",
      "* * * 13 *",
      "* * * * 7",
      "*/0 * * * *",
      "30-10 * * * *",
      "fri-mon * * * *",
      "* * * * fri-mon",
      "0 2 * * monday",
      "0 0 L * *",
      "0 0 * * 5#3",
      "0 0 15W * *",
      "mon * * * *",
      "-5 * * * *",
      "5- * * * *",
      "*/ * * * *",
      "1/2/3 * * * *",
      "@reboot",
      "@Daily",
      "@every",
      "TZ=UTC 0 2 * * *",
      "daily",
      "0 2 * * *;reboot",
    ],
    ours: {
      "@every 1h": "Kubernetes runs it from when it was made, which nobody can see",
      "1,,2 * * * *": "reads like a slip",
      "*-5 * * * *": "Kubernetes ignores the 5",
    },
  },
  image: {
    good: [
      "nginx",
      "nginx:1.27",
      "nginx:1.27-alpine_x.y",
      "acme/api",
      "ghcr.io/acme/api:1.4.2",
      "ghcr.io/acme/team/api",
      "localhost/api",
      "localhost:5000/api:1",
      "127.0.0.1:5500/web:1",
      "REGISTRY.example.com/acme/api:V1",
      "Acme/api",
      "[::1]:5000/api",
      "registry:5000/api",
      "nginx:5000",
      "a__b/c--d/e.f",
      `nginx@sha256:${SHA}`,
      `ghcr.io/acme/api:1.4.2@sha256:${SHA}`,
      `nginx@sha512:${SHA}${SHA}`,
      `${label(127)}/${label(127)}`,
      `example.com/${label(255)}`,
      `nginx:${label(128)}`,
    ],
    bad: [
      "",
      " nginx",
      "nginx ",
      "nginx:",
      "nginx:-1",
      "nginx::1",
      `nginx:${label(129)}`,
      "Nginx",
      "acme/Api",
      "acme//api",
      "/nginx",
      "nginx/",
      "-nginx",
      "nginx-",
      "a..b",
      "a___b",
      "a._b",
      "https://nginx",
      "nginx@sha256:abc",
      `nginx@sha256:${SHA.toUpperCase()}`,
      `nginx@md5:${SHA.slice(32)}`,
      `nginx@sha256:${SHA}@sha256:${SHA}`,
      SHA,
      `example.com/${label(256)}`,
      "example..com/api",
      "-example.com/api",
      "example.com:/api",
      "${IMAGE}",
      "nginx:$TAG",
      "nginx\n",
      "nginx:1\n2",
    ],
    ours: { "example.com:65536/api": "no such port", "example.com:0/api": "no such port" },
  },
  path: {
    good: ["/data", "/var/lib/data", "/a b", "/.hidden", "/a..b", "/...", "/ä"],
    bad: [
      "",
      "data",
      "./data",
      "/a:b",
      "/a/../b",
      "/..",
      "/a/.",
      "/./a",
      "\\a",
      "/a\\b",
      "/a,b",
      "/a\0",
      "/a\nb",
      "/a\x1b",
    ],
    ours: {
      "/": "would hide the whole image",
      "/data/": "would be another name of /data",
      "//data": "as above",
    },
  },
  "url-path": {
    good: ["/", "/healthz", "/a/b.html", "/a?b=c&d=e", "/a%20b", "/~x", "/a:b@c", "/..."],
    bad: [
      "",
      "healthz",
      "/a b",
      "/a#b",
      '/a"b',
      "/a{b",
      "/a\\b",
      "/ä",
      "/a\n",
      "/a//b",
      "/./a",
      "/a/../b",
      "/a/..",
      "/a/.",
      "/a%2fb",
      "/a%2Fb",
      "/$1",
    ],
  },
  "port-name": {
    good: ["http", "a", "a1", "1a", "grpc-web", "p-8080", label(15)],
    bad: ["", "8080", "-a", "a-", "a--b", "HTTP", "a_b", "a.b", label(16), "http\n", "1-1"],
  },
  variable: {
    good: ["A", "_", "LOG_LEVEL", "a1", "__proto__", "constructor", label(300)],
    bad: ["", "1A", "A B", "A=B", "A\n", "Ä", "A$"],
    ours: { "A-B": "no shell can read it", "a.b": "no shell can read it" },
  },
  "secret-key": {
    good: ["a", "API_TOKEN", "_x", "tls.crt", "a-b", label(253)],
    bad: ["", ".env", "-a", "..", "a/b", "a b", "a\n", "ä", label(254)],
    // Kubernetes takes them; a file of that name would be hidden, or taken for an option.
    ours: { "1password": "it cannot be set", ".a": "it cannot be set" },
  },
  "config-key": {
    good: ["a", "A.b-c_d", "tls.crt", ".env", "-", "a..b", label(253)],
    bad: ["", ".", "..", "..a", "../a", "a/b", "a b", "a\n", "ä", label(254)],
  },
  hostname: {
    good: [
      "a",
      "localhost",
      "shop.example.com",
      "a-b.c1",
      "1a.example.com",
      "1.example.com",
      "*.example.com",
      `${label(63)}.com`,
    ],
    bad: [
      "",
      "Shop.example.com",
      "shop..com",
      ".com",
      "com.",
      "-a.com",
      "a-.com",
      "a_b.com",
      "a.*.com",
      "*",
      "*.",
      "**.com",
      "a b",
      "a.com\n",
      "http://a.com",
      "a.com:80",
      "a.com/x",
      `${label(63)}.`.repeat(4) + "a",
    ],
    ours: {
      "10.0.0.1": "an Ingress refuses addresses",
      "1": "an address to a browser",
      [label(64)]: "DNS refuses it",
    },
  },
  "object-name": {
    good: ["a", "shop-tls", "a.b", "1a", label(253), `${label(100)}.${label(100)}`],
    bad: ["", "A", "a_b", "-a", "a-", "a..b", ".a", "a.", "a/b", "a\n", label(254)],
  },
  namespace: {
    good: ["a", "shop-staging", "1a", label(63)],
    bad: ["", "A", "a.b", "-a", "a-", "a_b", "a\n", label(64)],
  },
  "label-key": {
    good: [
      "team",
      "Team_a.b-c",
      "example.com/team",
      "a/b",
      "app.kubernetes.io/name",
      label(63),
      `${label(253)}/${label(63)}`,
    ],
    bad: [
      "",
      "/",
      "/a",
      "a/",
      "a/b/c",
      "-a",
      "a-",
      "_a",
      "a b",
      "A.com/a",
      "a..b/c",
      "a_b/c",
      ".a/b",
      "-a/b",
      "a-/b",
      "a\n",
      label(64),
      `${label(254)}/a`,
      "__proto__",
    ],
  },
  "label-value": {
    good: ["", "a", "1.4.2", "A_b-c.d", label(63)],
    bad: ["-a", "a-", "_a", ".a", "a b", "a/b", "ä", "a\n", label(64), " "],
  },
  percent: {
    good: ["0%", "1%", "25%", "100%"],
    bad: ["", "%", "25", "-1%", "1.5%", "25 %", "25%%", "25%\n"],
    ours: { "101%": "more than all", "025%": "reads like a slip" },
  },
  ip: {
    good: [
      "203.0.113.7",
      "10.0.0.1",
      "255.255.255.255",
      "2001:db8::1",
      "2001:DB8:0:0:0:0:0:1",
      "1:2:3:4:5:6:7::",
      "fe8::1",
      "::2",
    ],
    bad: [
      "",
      "10.0.0",
      "10.0.0.0.1",
      "10.0.0.256",
      "10.0.0.-1",
      "a.b.c.d",
      "10.0.0.1/24",
      "10.0.0.1:80",
      "10.0.0.1\n",
      ":",
      ":::",
      "1::2::3",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7:8::",
      "12345::",
      "g::",
      "fe80::1%eth0",
      "0.0.0.0",
      "127.0.0.1",
      "169.254.169.254",
      "224.0.0.1",
      "::",
      "::1",
      "0:0:0:0:0:0:0:1",
      "fe80::1",
      "febf::1",
      "ff02::1",
    ],
    ours: {
      "010.0.0.1": "eight to some and ten to others",
      "::ffff:10.0.0.1": "Kubernetes warns of it",
    },
  },
  url: {
    good: ["https://example.com", "http://a/b?c=d#e", "https://example.com:8443/", "http://[::1]/"],
    bad: [
      "",
      "example.com",
      "//example.com",
      "ftp://example.com",
      "javascript:alert(1)",
      "https://",
      "https://a b",
      'https://a"b',
      "https://a<b",
      "https://a\\b",
      "https://a\nb",
      "https://a\0b",
      "https://[::1",
      "https://a:99999",
      " https://a",
    ],
  },
  "connection-end": {
    good: ["db.endpoint", "a.b", "__proto__.x"],
    bad: ["", "db", "db.", ".endpoint", "a.b.c", "a b.c", "a.b ", "a.b\n"],
  },
  color: {
    good: ["#3b82f6", "#FFFFFF", "blue"],
    bad: ["", "#fff", "#3b82f6f", "3b82f6", "rgb(0,0,0)", "Blue", "url(x)", "blue\n"],
  },
  "file-mode": {
    good: ["0444", "444", "0644", "0777", "000"],
    bad: ["", "44", "04444", "0888", "1777", "0o644", "-644", "0444\n", "rw-r--r--"],
  },
  "time-zone": {
    good: [
      ...["UTC", "Etc/UTC", "Etc/GMT+5", "GMT", "EST5EDT", "US/Pacific", "Asia/Calcutta"],
      ...["America/New_York", "America/Argentina/Buenos_Aires", "America/North_Dakota/Beulah"],
    ],
    bad: [
      ...["", "Local", "+01:00", "Mars/X", "us/pacific", "AMERICA/NEW_YORK", "Europe/London "],
      ...["Europe", "../UTC", "Europe//London", "/UTC", "UTC\n"],
    ],
  },
  "host-path": {
    good: ["/", "/var/log", "/a b", ".", "./data", "../data", "./a/../b"],
    bad: ["", "data", "~/data", "/a/", "/a:b", "/a,b", "C:\\data", "./a\n", "..."],
  },
  promql: {
    good: [
      "up",
      "up == 0",
      'sum(rate(http_requests_total{code=~"5.."}[5m])) by (job) > 0.05',
      "a # a comment with ( in it\n> 1",
      "count('it is \\' closed') or vector(`(`)",
      "1",
    ],
    bad: [
      "",
      " ",
      "sum(up",
      "up)",
      "up[5m",
      "{{args.a}}",
      "up == '{{'",
      '{a="b}',
      "(up]",
      "up >",
      "up and",
      "a\0",
      "'a\nb'",
      "# only",
    ],
  },
  condition: {
    good: ["result[0] < 0.05", "len(result) == 0 || result[0] >= 1", "!isNaN(result[0])"],
    bad: ["", "1 < 2", "result; x", "result {{ a }}", "result\n", "'result'", "results > 1"],
  },
  "store-entry": {
    good: ["a", "shop/database", "projects/1/secrets/a:b", "arn:aws:x", "a.b-c_d"],
    bad: ["", "a b", "a\n", "{{ a }}", '"a"', "a\0"],
  },
  "alert-text": {
    good: ["", "down", "{{ $labels.pod }} is {{ $value }}", "a } b { c"],
    bad: ["{{ $labels.pod", "pod }}", "{{ {{ }}"],
  },
  json: {
    good: ["{}", '{"a":[1,2]}', ' {\n"a": null }\n'],
    bad: ["", "[]", "1", '"a"', "{", "{a: 1}", "{'a':1}", "{}x"],
  },
  base64: {
    good: ["AAEC", "AAE=", "AA==", "a+/b"],
    bad: ["", "AAE", "A===", "AA=A", "A-_B", "AAEC\n"],
  },
  sealed: {
    good: ["AgB" + "x".repeat(801), "AgA" + "/".repeat(800) + "="],
    bad: [
      "",
      "hunter2",
      "AgB",
      "AgBx",
      "x".repeat(804),
      "AgB" + "x".repeat(800),
      "AgB" + "-".repeat(801),
    ],
  },
  sops: {
    good: [
      SOPS,
      SOPS.replace("\ndata:", "\nstringData:"),
      SOPS.replace("type: str", "type: bytes"),
    ],
    bad: [
      "",
      "sops: {}",
      SOPS.replace(/PASSWORD: .*/, "PASSWORD: aHVudGVyMg=="),
      SOPS.replace(/PASSWORD: .*/, "PASSWORD: ENC[hunter2]"),
      SOPS.replace(/(PASSWORD: .*)/, "$1\n    OTHER: hunter2"),
      SOPS.replace(/(PASSWORD: .*)/, "$1\nstringData:\n    OTHER: hunter2"),
      SOPS.replace(/(PASSWORD: .*)/, "$1\nstringData: {OTHER: hunter2}"),
      SOPS.replace(/(PASSWORD: .*)/, "$1\n    OTHER: &a\n        hunter2"),
      SOPS.replace(/(PASSWORD: .*)/, "$1\n    ? OTHER\n    : hunter2"),
      SOPS.replace(/(PASSWORD: .*)/, "$1\nother:\n    OTHER: hunter2"),
      SOPS.replace("\ndata:\n", "\ndata: hunter2\n"),
      SOPS.replace("kind: Secret", "kind: ConfigMap"),
      SOPS.replace("apiVersion: v1", "apiVersion: v2"),
      SOPS.replace(/ {4}mac: .*\n/, ""),
      SOPS.replace(/ {4}PASSWORD: .*\n/, ""),
      SOPS.replace(/ {4}name: .*\n/, ""),
      `${SOPS}---\n${SOPS}`,
    ],
  },
  "object-kind": {
    good: ["A", "CronTab", "X509Cert"],
    bad: ["", "cronTab", "Cron-Tab", "1A", "A\n"],
  },
  "api-version": {
    good: ["v1", "apps/v1", "example.com/v1alpha1", "a.b.c/v2"],
    bad: ["", "/v1", "apps/", "apps/v1/x", "Apps/v1", "apps/V1", "1", "v1\n", "a b/v1"],
  },
  plural: { good: ["a", "crontabs", "cron-tabs"], bad: ["", "1a", "A", "a.b", "-a", "a-", "a\n"] },
  "json-path": {
    good: [".spec", ".spec.replicas", '.status.conditions[?(@.type=="Ready")].status', ".a[0].b"],
    bad: ["", "spec", ".", ".spec.", "..spec", ".a[", ".a[]", ".a b", ".a\n", "{.spec}"],
  },
  cidr: {
    good: ["0.0.0.0/0", "10.0.0.0/8", "10.1.2.3/32", "::/0", "fd00::/8", "2001:db8::1/128"],
    bad: ["", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.256/8", "::/129", "a/8", "::/8\n"],
  },
  "role-name": {
    good: ["view", "system:auth-delegator", "a.b", "A_1"],
    bad: ["", ".", "..", "a/b", "a%b"],
    ours: { "a b": "no role has a space", "a:": "something follows a colon", "-a": "a slip" },
  },
  "api-group": {
    good: ["", "apps", "networking.k8s.io", "*"],
    bad: ["Apps", "a/b", "apps/v1", " ", "**", "apps\n"],
  },
  "api-resource": {
    good: ["pods", "pods/log", "*", "*/scale", "widgets.example"],
    bad: ["", "Pods", "a/b/c", "/log", "pods/", "pods log", "-", "pods\n"],
  },
  "api-path": {
    good: ["/healthz", "/metrics/*", "*", "/"],
    bad: ["", "healthz", "/a/*/b", "/a b", "/a?b", "**", "/a\n"],
  },
  verb: { good: ["get", "deletecollection", "*"], bad: ["", "Get", "get,list", "get ", "get\n"] },
  finalizer: {
    good: ["example.com/backup", "a/B-c"],
    bad: ["", "backup", "/backup", "example.com/", "a/b/c", "a/b\n"],
  },
};

Deno.test("every format has its rows here", () => {
  assert.deepEqual(Object.keys(ROWS).sort(), Object.keys(FORMATS).sort());
});

for (const [name, { good, bad, ours = {} }] of Object.entries(ROWS)) {
  const { test, expected } = FORMATS[name]!;

  Deno.test(`${name} takes ${good.length} texts that Kubernetes takes`, () => {
    assert.deepEqual(good.filter((text) => !test(text)), []);
  });

  Deno.test(`${name} refuses ${bad.length} texts that Kubernetes, or its place, refuses`, () => {
    assert.deepEqual(bad.filter(test), []);
  });

  Deno.test(`${name} refuses what it refuses for a reason of ours`, () => {
    assert.deepEqual(Object.keys(ours).filter(test), []);
  });

  Deno.test(`${name} says what it expects with an example that it takes`, () => {
    const [, examples] = / such as (.*)$/.exec(expected) ?? [];
    const words = examples?.split(/, or cores such as | or |, /) ?? [];
    assert.deepEqual(words.filter((word) => !test(word)), []);
  });

  Deno.test(`${name} reads hostile texts of 100 kB in no time`, () => {
    for (const text of hostile([...good, ...bad])) test(text);
  });
}

/** Texts that make a careless pattern try every way: repeats of what it knows, and a wrong end. */
function hostile(texts: readonly string[]): string[] {
  const size = 100_000;
  const pieces = [
    "a",
    "1",
    "-",
    ".",
    "/",
    ":",
    "_",
    "@",
    "*",
    ",",
    " ",
    "%",
    "a.",
    "a-",
    "a/",
    "/a",
  ];
  return [...new Set([...pieces, ...texts.filter((text) => text !== "")])].flatMap((piece) => {
    const long = piece.repeat(Math.ceil(size / piece.length));
    return [long, `${long}!`, `a${long}\n`, `/${long}\0`];
  });
}
