import { decodedParts } from "./secrets/encoded.ts";
import { isSecretName } from "./secrets/field_names.ts";
import { fieldsOf } from "./secrets/fields.ts";
import { manifestLines } from "./secrets/manifests.ts";
import { lineAt, type Page, pageOf, tell } from "./secrets/page.ts";
import { isExample, isPlaceholder, literalOf } from "./secrets/placeholders.ts";
import { isRandom } from "./secrets/randomness.ts";
import { isReference, isUuid } from "./secrets/references.ts";
import {
  AWS_SECRET,
  FIELD_RULE,
  hasShape,
  type NamedRule,
  SECRET_RULES,
  type SecretRule,
} from "./secrets/rules.ts";

/** A secret in a file; never the secret itself. */
export interface SecretFinding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The last line of what belongs to it: a private key has many. */
  readonly lastLine: number;
  /** The id of the rule that found it. */
  readonly rule: string;
  /** What it is: "a GitHub token". */
  readonly title: string;
  /** Whether a comment on its line lets it pass, with a reason. */
  readonly isAllowed: boolean;
}

/** What marks a line whose secret may stand there, with the rule and the reason. */
const ALLOWANCE = /(?:^|\s)#\s?celestra:allow-secret\s([a-z][a-z0-9-]{1,60})\sbecause\s\S{2,}/;

/** How many lines a private key may have. */
const LONGEST_KEY = 300;

interface Hit {
  readonly line: number;
  readonly rule: NamedRule;
}

/** The secrets in a text, in the order of their lines; of two on one line by one rule, one. */
export function secretsIn(text: string, file: string): SecretFinding[] {
  const page = pageOf(text);
  const found = new Map<string, Hit>();
  for (const hit of hitsOf(page)) {
    const key = `${hit.line} ${hit.rule.id}`;
    if (!found.has(key)) found.set(key, hit);
  }
  return [...found.values()].sort((a, b) => a.line - b.line)
    .map((hit) => finding(hit, file, page.lines));
}

/** In the order in which rules go before others: the more a rule knows, the earlier it is asked. */
function* hitsOf(page: Page): Generator<Hit> {
  yield* shapedHits(page);
  yield* encodedHits(page);
  yield* awsSecrets(page);
  yield* fieldHits(page);
}

/** What is found by its shape alone. */
function* shapedHits(page: Page): Generator<Hit> {
  if (!hasShape(page.text)) return;
  for (const rule of SECRET_RULES) {
    for (const { 0: { length }, index } of matches(rule, page.text)) {
      if (tell(page, index, length)) yield { line: lineAt(page, index), rule };
    }
  }
}

/** The same where base64 hides it. */
function* encodedHits(page: Page): Generator<Hit> {
  for (const { offset, length, text } of decodedParts(page.text)) {
    if (!hasShape(text)) continue;
    const rule = SECRET_RULES.find((rule) => !matches(rule, text).next().done);
    if (rule && tell(page, offset, length)) yield { line: lineAt(page, offset), rule };
  }
}

function* matches(rule: SecretRule, text: string): Generator<RegExpExecArray> {
  const { isMeant = ([match]) => !isExample(match) } = rule;
  for (const match of text.matchAll(rule.pattern)) if (isMeant(match)) yield match;
}

/** How many lines away the other half of a key pair is looked for. */
const NEAR = 5;

/** The secret halves of key pairs, near the other half, which may be an example or allowed. */
function* awsSecrets(page: Page): Generator<Hit> {
  const near = new Set<number>();
  for (const { index } of page.text.matchAll(/(?:AKIA|ASIA)[A-Z0-9]{16}/g)) {
    const line = lineAt(page, index);
    for (let other = line - NEAR; other <= line + NEAR; other++) near.add(other);
  }
  if (near.size === 0) return;
  for (const { 0: { length }, index } of matches(AWS_SECRET, page.text)) {
    const line = lineAt(page, index);
    if (near.has(line) && tell(page, index, length)) yield { line, rule: AWS_SECRET };
  }
}

/** Literals in fields whose name says secret, and in Secrets of Kubernetes. */
function* fieldHits(page: Page): Generator<Hit> {
  const inManifest = manifestLines(page.lines);
  for (const { name, value, line, column } of fieldsOf(page.lines, inManifest.size > 0)) {
    if (!isSecretName(name) && !inManifest.has(line)) continue;
    if (!isDrawnSecret(value)) continue;
    if (tell(page, page.starts[line]! + column, value.length)) yield { line, rule: FIELD_RULE };
  }
}

/** In a whole file much is named like a secret, so only what nobody would write by hand counts. */
function isDrawnSecret(value: string): boolean {
  if (value.length < 8 || isReference(value) || isUuid(value) || isPlaceholder(value)) return false;
  return isRandom(literalOf(value));
}

function finding({ line, rule }: Hit, file: string, lines: readonly string[]): SecretFinding {
  const { id, title } = rule;
  const isAllowed = ALLOWANCE.exec(lines[line]!)?.[1] === id;
  return {
    file,
    line: line + 1,
    lastLine: lastLineOf(line, lines) + 1,
    rule: id,
    title,
    isAllowed,
  };
}

/** A secret goes on over lines of its digits, and a key to its last line. */
function lastLineOf(line: number, lines: readonly string[]): number {
  const isKey = /BEGIN /.test(lines[line]!) && !/END /.test(lines[line]!);
  for (let next = line + 1; next <= line + LONGEST_KEY; next++) {
    const text = lines[next];
    if (text === undefined) return next - 1;
    if (isKey ? /-{4,5} ?END /.test(text) : !/^\s*[\w+\/-]{16,}={0,2}["',]*\s*$/.test(text)) {
      return isKey ? next : next - 1;
    }
  }
  return line + LONGEST_KEY;
}
