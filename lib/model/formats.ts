import {
  isApiGroup,
  isApiPath,
  isApiResource,
  isFinalizer,
  isRoleName,
  isVerb,
} from "./access_names.ts";
import { isHostAddress } from "./address.ts";
import { bytesOf, millicoresOf, secondsOf } from "./amounts.ts";
import { isBase64, isSealed } from "./base64.ts";
import { isCidr } from "./cidr.ts";
import { isCron } from "./cron.ts";
import { isImage } from "./image_reference.ts";
import { isObject } from "./json.ts";
import {
  isApiVersion,
  isConfigKey,
  isHostname,
  isHostPath,
  isLabel,
  isLabelKey,
  isLabelValue,
  isObjectName,
  isPath,
  isPortName,
  isUrlPath,
} from "./names.ts";
import { isTimeZone } from "./time_zone.ts";
import { isAlertText, isPromQl } from "./promql.ts";
import { sopsSecretOf } from "./sops.ts";

export { bytesOf, millicoresOf, secondsOf };

/** A named form of text: how it is checked, and how a message describes it. */
export interface Format {
  /** Whether the text has the form. */
  readonly test: (text: string) => boolean;
  /** The form in words, to follow "must be". */
  readonly expected: string;
}

/**
 * The named formats that component schemas use, by name. Whatever one accepts, Kubernetes accepts;
 * each takes time in proportion to the text at most.
 */
export const FORMATS: Readonly<Record<string, Format>> = {
  id: form(
    /^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/,
    "lower-case letters, digits and dashes that begin with a letter, at most 52",
  ),
  quantity: {
    test: (text) => bytesOf(text) !== undefined,
    expected: "an amount of bytes such as 512Mi or 10Gi",
  },
  cpu: {
    test: (text) => millicoresOf(text) !== undefined,
    expected: "millicores such as 250m, or cores such as 0.5",
  },
  duration: {
    test: (text) => secondsOf(text) !== undefined,
    expected: "a duration of whole seconds such as 30s, 5m or 1h",
  },
  cron: { test: isCron, expected: "a cron schedule of five fields such as 0 2 * * *" },
  "time-zone": { test: isTimeZone, expected: "a time zone such as UTC or Europe/London" },
  image: { test: isImage, expected: "an image reference such as ghcr.io/acme/api:1.4.2" },
  path: { test: isPath, expected: "an absolute path such as /var/cache" },
  "host-path": {
    test: isHostPath,
    expected: "an absolute path, or one that begins with ./ or ../",
  },
  "url-path": { test: isUrlPath, expected: "a path such as /healthz" },
  "port-name": {
    test: isPortName,
    expected: "a port name of at most 15 lower-case letters, digits and dashes such as http",
  },
  variable: form(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable name such as LOG_LEVEL"),
  "secret-key": form(
    /^(?=.{1,253}$)[A-Za-z_][A-Za-z0-9_.-]*$/,
    "a key of letters, digits, dots, dashes and underscores that begins with a letter or underscore",
  ),
  "config-key": {
    test: isConfigKey,
    expected: "a key of letters, digits, dots, dashes and underscores",
  },
  hostname: { test: isHostname, expected: "a host name such as shop.example.com" },
  "object-name": { test: isObjectName, expected: "a Kubernetes object name such as shop-tls" },
  "label-key": { test: isLabelKey, expected: "a label key such as team or example.com/team" },
  "label-value": {
    test: isLabelValue,
    expected: "a label value of at most 63 letters, digits, dots, dashes and underscores",
  },
  namespace: { test: isLabel, expected: "a namespace such as shop-staging" },
  "connection-end": form(/^[^.\s]+\.[^.\s]+$/, "a node and its port such as db.endpoint"),
  color: form(/^(#[0-9a-fA-F]{6}|[a-z]{3,20})$/, "a colour such as #3b82f6 or blue"),
  percent: form(/^(100|[1-9]?[0-9])%$/, "a percentage such as 25%"),
  url: {
    test: (text) =>
      text.length <= 2048 && /^https?:\/\/[^\s\p{Cc}"'<>\\]+$/u.test(text) && URL.canParse(text),
    expected: "a web address such as https://example.com",
  },
  ip: { test: isHostAddress, expected: "the IP address of a machine such as 203.0.113.7" },
  cidr: { test: isCidr, expected: "a range of addresses such as 10.0.0.0/8" },
  "role-name": { test: isRoleName, expected: "the name of a role such as view" },
  "api-group": { test: isApiGroup, expected: "an API group such as core or apps" },
  "api-resource": { test: isApiResource, expected: "a kind of object such as pods or pods/log" },
  "api-path": { test: isApiPath, expected: "a path of the API server such as /healthz" },
  verb: { test: isVerb, expected: "a verb such as get" },
  finalizer: { test: isFinalizer, expected: "a name such as example.com/backup" },
  "file-mode": form(/^0?[0-7]{3}$/, "an octal file mode such as 0444"),
  promql: { test: isPromQl, expected: "a PromQL expression such as rate(errors_total[5m]) > 1" },
  condition: form(
    /^(?=.*\bresult\b)[A-Za-z0-9_[\]().<>=!&|+*/% -]{1,200}$/,
    "a condition on result such as result[0] < 0.05",
  ),
  "store-entry": form(/^[^\s\p{Cc}{}"'`\\]{1,500}$/u, "the name of an entry such as shop/database"),
  "alert-text": { test: isAlertText, expected: "text in which every {{ is closed by }}" },
  json: { test: isJsonObject, expected: 'a JSON object such as {"title":"Shop"}' },
  base64: { test: isBase64, expected: "base64 on one line such as AAEC" },
  sealed: {
    test: isSealed,
    expected: "a value that `kubeseal` closed, which begins with Ag; never the value itself",
  },
  sops: {
    test: (text) => sopsSecretOf(text) !== undefined,
    expected: "a v1 Secret in which SOPS encrypted every value of data or stringData, with its " +
      "sops block and nothing but those; `sops encrypt --encrypted-regex '^(data|stringData)$'` " +
      "writes it",
  },
  "object-kind": form(/^[A-Z][A-Za-z0-9]{0,62}$/, "a kind such as CronTab"),
  "api-version": {
    test: isApiVersion,
    expected: "an API version such as example.com/v1",
  },
  plural: form(
    /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a name of lower-case letters, digits and dashes that begins with a letter such as crontabs",
  ),
  "json-path": form(
    /^(?=.{1,500}$)(\.[A-Za-z_][A-Za-z0-9_-]*(\[[^\[\]\s]{1,100}\])?)+$/,
    "a path into the object such as .spec.replicas",
  ),
};

function form(pattern: RegExp, expected: string): Format {
  return { test: (text) => pattern.test(text), expected };
}

function isJsonObject(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}
