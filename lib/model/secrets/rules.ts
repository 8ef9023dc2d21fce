import { isExample, isPlaceholder } from "./placeholders.ts";

/** What a finding tells of the rule that found it. */
export interface NamedRule {
  /** As a finding and an allowance name it. */
  readonly id: string;
  /** What it is, as a sentence names it: "a GitHub token". */
  readonly title: string;
}

/** A shape of text that only a secret has. */
export interface SecretRule extends NamedRule {
  /**
   * Finds it. Every repeat is bounded, or begins only where a run of its characters begins, so that
   * no text takes longer than its length allows.
   */
  readonly pattern: RegExp;
  /** Whether a match is meant; where absent, any that is no example of a vendor's documentation. */
  readonly isMeant?: (match: RegExpExecArray) => boolean;
}

/** What is found by its shape alone. Where two fit, the one further up is told. */
export const SECRET_RULES: readonly SecretRule[] = [
  {
    id: "private-key",
    title: "a private key",
    pattern: /-{4,5} ?BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g,
    isMeant: hasKeyMaterial,
  },
  { id: "putty-key", title: "a private key of PuTTY", pattern: /\bPuTTY-User-Key-File-[123]:/g },
  {
    id: "age-key",
    title: "a private key of age",
    pattern: /\bAGE-SECRET-KEY-(?:PQ-)?1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/g,
  },
  {
    id: "jwk",
    title: "a private JSON Web Key",
    pattern: /"d"[ \t]{0,8}:[ \t]{0,8}"[\w-]{40,2000}"/g,
  },
  {
    id: "google-service-account",
    title: "a key of a Google service account",
    pattern: /\\?"private_key_id\\?"[ \t]{0,8}:[ \t]{0,8}\\?"[0-9a-f]{40}\b/g,
  },
  {
    id: "github-token",
    title: "a GitHub token",
    pattern: token(/gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/),
  },
  {
    id: "gitlab-token",
    title: "a GitLab token",
    pattern: token(/gl(?:pat|dt|rt|cbt|ptt|ft|agent|soat|imt|oas)-[\w-]{20,300}/),
  },
  {
    id: "aws-access-key",
    title: "an AWS access key",
    pattern: token(/(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/),
  },
  { id: "google-api-key", title: "a Google API key", pattern: token(/AIza[\w-]{35}(?![\w-])/) },
  {
    id: "google-oauth",
    title: "a Google OAuth secret",
    pattern: token(/GOCSPX-[\w-]{28}|ya29\.[\w-]{30,300}/),
  },
  {
    id: "slack-token",
    title: "a Slack token",
    pattern: token(/(?:xox[abcdeoprs]|xapp)-[A-Za-z0-9-]{10,250}/),
  },
  {
    id: "slack-webhook",
    title: "a Slack webhook",
    pattern: /\bhooks\.slack\.com\/(?:services|workflows)\/T\w{6,14}\/\w{6,20}\/\w{16,40}/g,
  },
  {
    id: "stripe-key",
    title: "a live Stripe key",
    pattern: token(/(?:sk|rk)_live_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9]{32,64}/),
  },
  {
    id: "anthropic-key",
    title: "an Anthropic key",
    pattern: token(/sk-ant-[a-z0-9]{2,12}-[\w-]{40,250}/),
  },
  {
    id: "openai-key",
    title: "an OpenAI key",
    pattern: token(/sk-(?:(?:proj|svcacct|admin)-[\w-]{40,250}|[A-Za-z0-9]{40,64})/),
  },
  { id: "npm-token", title: "an npm token", pattern: token(/npm_[A-Za-z0-9]{36}/) },
  { id: "pypi-token", title: "a PyPI token", pattern: token(/pypi-AgE[\w-]{50,300}/) },
  { id: "huggingface-token", title: "a Hugging Face token", pattern: token(/hf_[A-Za-z0-9]{34}/) },
  {
    id: "docker-token",
    title: "a Docker Hub token",
    pattern: token(/dckr_(?:pat|oat)_[\w-]{27,60}/),
  },
  {
    id: "digitalocean-token",
    title: "a DigitalOcean token",
    pattern: token(/do[opr]_v1_[a-f0-9]{64}/),
  },
  {
    id: "sendgrid-key",
    title: "a SendGrid key",
    pattern: token(/SG\.[\w-]{22}\.[\w-]{43}/),
  },
  { id: "vault-token", title: "a Vault token", pattern: token(/hv[bsr]\.[\w-]{24,300}/) },
  {
    id: "grafana-token",
    title: "a Grafana token",
    pattern: token(/glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}/),
  },
  {
    id: "azure-key",
    title: "an Azure connection string",
    pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+\/]{40,90}={1,2}/g,
  },
  {
    id: "azure-signature",
    title: "a shared access signature of Azure",
    pattern: /[?&;]sig=[A-Za-z0-9%+\/]{40,120}/g,
  },
  {
    id: "kubernetes-token",
    title: "a token of a Kubernetes service account",
    pattern: jwt(),
    isMeant: ([text]) => /serviceaccount/.test(payloadOf(text)),
  },
  {
    id: "jwt",
    title: "a JSON Web Token",
    pattern: jwt(),
    isMeant: ([text]) => !/"1234567890"|John Doe/.test(payloadOf(text)),
  },
  {
    id: "url-password",
    title: "a password in a URL",
    pattern: /:\/\/[^\s:\/@"'`<>?#]{0,200}:([^\s\/@"'`?#]{1,250})@/g,
    isMeant: ([, password]) => !isPlaceholder(password!),
  },
];

/** Whether any rule could find something: one look at a text instead of many. */
export function hasShape(text: string): boolean {
  return ANY.test(text);
}

const ANY = new RegExp(SECRET_RULES.map(({ pattern }) => `(?:${pattern.source})`).join("|"));

/** The secret half of an AWS key pair. It has no mark of its own, so it counts near the other half. */
export const AWS_SECRET: SecretRule = {
  id: "aws-secret-key",
  title: "an AWS secret key",
  pattern: /(?<![A-Za-z0-9+\/])[A-Za-z0-9+\/]{40}(?![A-Za-z0-9+\/=])/g,
  isMeant: ([text]) =>
    /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && !isExample(text),
};

/** A literal in a field whose name says secret, which no pattern knows. */
export const FIELD_RULE: NamedRule = {
  id: "secret-field",
  title: "what looks like a secret in a secret field",
};

/** The pattern of a token that does not begin in the middle of a word. */
function token({ source }: RegExp): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])(?:${source})`, "g");
}

function jwt(): RegExp {
  return /(?<![\w.-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g;
}

function payloadOf(text: string): string {
  try {
    return atob(text.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

/** A heading alone, or one over a placeholder, is talk about keys. */
function hasKeyMaterial({ 0: text, index, input }: RegExpExecArray): boolean {
  const start = index + text.length;
  const body = input.slice(start, start + 1000).split(/-{4,5} ?END/, 1)[0]!;
  return (body.match(/[A-Za-z0-9+\/]{16,100}/g) ?? []).some((run) => !isExample(run));
}
