import { SOPS } from "../../helpers/arbitraries.ts";
/**
 * Texts with secrets and texts that only look like it. All are made up, and put together when the
 * tests run, so that no scanner of a forge takes this file for a leak.
 */

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const LETTERS = LOWER + UPPER;
const WORD = LETTERS + DIGITS;
const URL_SAFE = `${WORD}-_`;
const BASE64 = `${WORD}+/`;

let state = 20_261_121;

/** Signs of an alphabet by chance, the same in every run; each kind of sign is among them. */
export function drawn(length: number, alphabet: string = WORD): string {
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += alphabet[(state >>> 8) % alphabet.length];
  }
  return text;
}

/** Text as base64. */
export function base64(text: string): string {
  return btoa(text);
}

/** A block of PEM with made-up content. */
export function pem(kind: string, lines = 6): string {
  const body = Array.from({ length: lines }, () => drawn(64, BASE64));
  return [`-----${"BEGIN"} ${kind}-----`, ...body, `-----${"END"} ${kind}-----`].join("\n");
}

/** A JSON Web Token of a payload. */
export function jwt(payload: unknown): string {
  const part = (value: unknown) => base64(JSON.stringify(value)).replace(/=+$/, "");
  return [part({ alg: "RS256", typ: "JWT" }), part(payload), drawn(86, URL_SAFE)].join(".");
}

/** An access key id of AWS. */
export function awsId(): string {
  return `AK${"IA"}${drawn(16, `${UPPER}234567`)}`;
}

const KEY = "PRIVATE" + " KEY";
const indented = (text: string) => text.replace(/^/gm, "    ");
const awsSecret = () => `a1B${drawn(37, BASE64)}`;
const password = () => `q7${drawn(18)}Z4`;

/** A text, the line of its secret, and the rule that must find it. */
export interface SecretSample {
  readonly rule: string;
  readonly line: number;
  readonly text: string;
}

function found(rule: string, text: string, line = 1): SecretSample {
  return { rule, line, text };
}

/** Texts that must not enter Git. */
export const SECRETS: readonly SecretSample[] = [
  found("github-token", `token: gh${"p_"}${drawn(36)}`),
  found("github-token", `url: gh${"o_"}${drawn(36)}`),
  found("github-token", `# gh${"s_"}${drawn(36)}`),
  found("github-token", `args: ["--key", "gh${"u_"}${drawn(36)}"]`),
  found("github-token", `GH=gh${"r_"}${drawn(76)}`),
  found("github-token", `a: github${"_pat_"}${drawn(22)}_${drawn(59)}`),
  found("github-token", `git clone https://x:gh${"p_"}${drawn(36)}@github.com/a/b`),
  found("gitlab-token", `a: gl${"pat-"}${drawn(20, URL_SAFE)}`),
  found("gitlab-token", `a: gl${"dt-"}${drawn(20, URL_SAFE)}`),
  found("aws-access-key", `id: ${awsId()}`),
  found("aws-access-key", `id: AS${"IA"}${drawn(16, UPPER)}`),
  found("aws-secret-key", `id: AK${"IA"}IOSFODNN7EXAMPLE\nother: ${awsSecret()}`, 2),
  found("google-api-key", `maps: AI${"za"}${drawn(35, URL_SAFE)}`),
  found("google-oauth", `a: GOC${"SPX-"}${drawn(28, URL_SAFE)}`),
  found(
    "google-service-account",
    `{\n  "type": "service_account",\n  "private_key_${"id"}": "${drawn(40, HEX)}"\n}`,
    3,
  ),
  found(
    "private-key",
    JSON.stringify({ type: "service_account", private_key: pem(KEY) }),
  ),
  found("slack-token", `a: xo${"xb-"}${drawn(12, DIGITS)}-${drawn(12, DIGITS)}-${drawn(24)}`),
  found("slack-token", `a: xo${"xp-"}${drawn(12, DIGITS)}-${drawn(32, HEX)}`),
  found(
    "slack-token",
    `a: xa${"pp-"}1-A${drawn(10, UPPER)}-${drawn(13, DIGITS)}-${drawn(64, HEX)}`,
  ),
  found(
    "slack-webhook",
    `a: https://hooks.slack${".com"}/services/T${drawn(8, UPPER)}/B${drawn(8, UPPER)}/${drawn(24)}`,
  ),
  found("stripe-key", `a: sk${"_live_"}${drawn(24)}`),
  found("stripe-key", `a: rk${"_live_"}${drawn(99)}`),
  found("stripe-key", `a: wh${"sec_"}${drawn(32)}`),
  found("openai-key", `a: sk${"-"}${drawn(48)}`),
  found("openai-key", `a: sk${"-proj-"}${drawn(120, URL_SAFE)}`),
  found("anthropic-key", `a: sk${"-ant-"}api03-${drawn(95, URL_SAFE)}`),
  found("npm-token", `//registry.npmjs.org/:_authToken=np${"m_"}${drawn(36)}`),
  found("pypi-token", `a: py${"pi-"}AgEIcHlwaS5vcmc${drawn(70, URL_SAFE)}`),
  found("huggingface-token", `a: h${"f_"}${drawn(34, LETTERS)}`),
  found("docker-token", `a: dckr${"_pat_"}${drawn(27, URL_SAFE)}`),
  found("digitalocean-token", `a: dop${"_v1_"}${drawn(64, HEX)}`),
  found("sendgrid-key", `a: S${"G."}${drawn(22, URL_SAFE)}.${drawn(43, URL_SAFE)}`),
  found("vault-token", `a: hv${"s."}${drawn(24)}`),
  found("grafana-token", `a: gl${"sa_"}${drawn(32)}_${drawn(8, HEX)}`),
  found("azure-key", `a: AccountName=x;Account${"Key="}${drawn(86, BASE64)}==;EndpointSuffix=y`),
  found("azure-key", `a: Endpoint=sb://x/;SharedAccess${"Key="}${drawn(43, BASE64)}=`),
  found("azure-signature", `a: https://x.blob/y?sv=2024&${"sig="}${drawn(43)}%3D`),
  found("jwt", `a: Bearer ${jwt({ sub: "ada", exp: 1_900_000_000 })}`),
  found("jwt", `token: "${jwt({ iss: "https://login" })}"`),
  found(
    "kubernetes-token",
    `token: ${jwt({ iss: "kubernetes/serviceaccount", sub: "system:serviceaccount:a:b" })}`,
  ),
  found("kubernetes-token", `a: ${base64(jwt({ sub: "system:serviceaccount:a:b" }))}`),
  ...["RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", ""].map((kind) =>
    found("private-key", `key: |\n${indented(pem(kind + KEY))}\n`, 2)
  ),
  found("private-key", pem(`PGP ${KEY} BLOCK`)),
  found("private-key", pem(KEY).replaceAll("\n", "\r\n")),
  found("private-key", `a: ${base64(pem(KEY))}`),
  found("private-key", `a: x${base64(pem(`OPENSSH ${KEY}`))}`),
  found("private-key", `a: ${base64(`\n ${pem(`RSA ${KEY}`)}`)}`),
  found("private-key", `a: |\n${indented(base64(pem(KEY)).replace(/.{64}/g, "$&\n"))}`, 2),
  found(
    "private-key",
    `a: |\n${indented(base64(pem(`OPENSSH ${KEY}`)).replace(/.{64}/g, "$&\n"))}`.replaceAll(
      "\n",
      "\r\n",
    ),
    2,
  ),
  found("putty-key", `PuTTY-User-Key-${"File-3"}: ssh-ed25519\nEncryption: none`),
  found("age-key", `AGE-SECRET-${"KEY-1"}${drawn(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")}`),
  found("jwk", `{"kty":"EC","${"d"}":"${drawn(43, URL_SAFE)}"}`),
  found("url-password", `a: postgres://app:${"hunter2"}@db:5432/shop`),
  found("url-password", `a: amqp://app:${drawn(20)}@queue`),
  found("url-password", `a: redis://:${drawn(20)}@cache:6379`),
  found("url-password", `- DATABASE_URL=mysql://root:${"Berta:1815"}@db/shop`),
  found("secret-field", `password: ${password()}`),
  found("secret-field", `  passwd: '${password()}' # old`),
  found("secret-field", `client_secret: "${password()}"`),
  found("secret-field", `clientSecret: &one ${password()}`),
  found("secret-field", `apiKey: !!str ${password()}`),
  found("secret-field", `API_KEY=${password()}`),
  found("secret-field", `      - POSTGRES_PASSWORD=${password()}`),
  found("secret-field", `env: { DB_PASSWORD: ${password()}, LOG: info }`),
  found("secret-field", `{"user":"a","password":"${password()}"}`),
  found("secret-field", `a: '{\\"password\\":\\"${password()}\\"}'`),
  found("secret-field", `- name: DB_PASSWORD\n  value: ${password()}`, 2),
  found("secret-field", `- value: ${password()}\n  name: DB_PASSWORD`),
  found("secret-field", `- name: DB_PASSWORD\n  # of the shop\n\n  value: "${password()}"`, 4),
  found("secret-field", `- { name: API_TOKEN, value: ${password()} }`),
  found("secret-field", `credentials: |-\n  ${password()}\n`, 2),
  found("secret-field", `privateKey:\n  ${password()}\n`, 2),
  found("secret-field", `#   signing_key: ${password()}`),
  found("secret-field", `webpassword: "${drawn(12, WORD + "!$%&")}x9$Q"`),
  found("secret-field", `token: ${drawn(40, HEX)}`),
  found("secret-field", `encryptionKey: ${drawn(64, HEX)}`),
  found("secret-field", `command: server --password=${password()} --port 1`),
  found("secret-field", `a: Server=db;User Id=sa;Password=${password()};`),
  found("secret-field", `password: ${password()}\r\nuser: a\r\n`),
  found("secret-field", `secret: ${password()}\${SUFFIX}`),
  found("secret-field", `kind: Secret\ndata:\n  ca: ${base64(password())}`, 3),
  // What only says that it is closed.
  found("secret-field", `password: ENC[${password()}]`),
  found("secret-field", `password: ENC[AES256_GCM${password()}]`),
  found("secret-field", `password: Ag${password()}`),
];

/** Texts that may enter Git. */
export const HARMLESS: readonly string[] = [
  // What vendors show.
  `id: AKIA${"IOSFODNN7EXAMPLE"}`,
  `AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG/bPxRfiCY${"EXAMPLEKEY"}`,
  `AKIA${"IOSFODNN7EXAMPLE"}\nwJalrXUtnFEMI/K7MDENG/bPxRfiCY${"EXAMPLEKEY"}`,
  `token: gh${"p_"}${"x".repeat(36)}`,
  `token: gh${"p_"}1234567890abcdefghijklmnopqrstuvwxyz`,
  `a: sk${"_test_"}${drawn(24)}`,
  `a: xo${"xb-"}xxxxxxxxxxxx-xxxxxxxxxxxx`,
  `a: sk-${"example"}${drawn(41)}`,
  "a: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." +
  "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ." +
  "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
  "url: https://user:password@example.com/",
  "url: postgres://${USER}:${PASSWORD}@db/shop",
  "url: postgres://user:<password>@db/shop",
  "url: postgres://user:$(DB_PASSWORD)@db/shop",
  "url: mysql://root:{{ password }}@db",
  "url: redis://:$REDIS_PASSWORD@cache",
  "url: amqp://guest:changeme@queue",
  "url: ftp://a:xxxx@b",
  // Addresses without a password.
  "url: http://web:8080/path",
  "url: http://web:8080/a@b",
  "image: registry:5000/app@sha256:" + drawn(64, HEX),
  "git: ssh://git@github.com/celestra/shop.git",
  // Placeholders.
  "password: changeme",
  "password: CHANGE_ME_please",
  "password: ${DB_PASSWORD}",
  "password: ${DB_PASSWORD:-" + "unset}",
  "password: $(cat /run/secrets/db)",
  "token: <your-token-of-32-signs>",
  "token: xxxxxxxxxxxxxxxxxxxxxxxx",
  "token: ************************",
  "secret: '{{ .Values.secret.K3yOfTh3App }}'",
  "apiKey: %API_KEY_OF_2026%",
  "api_key: YOUR_API_KEY_HERE",
  "- name: ETCD_DISCOVERY_TOKEN\n  value: INSERT_ETCD_DISCOVERY_TOKEN",
  "password: ''",
  "Allowed-Secret: <rule> <file>:<line>`; the audit log has it",
  "password:",
  "password: null",
  "token: true",
  // Where a secret is, not what it is.
  "password: vault:secret/data/shop#k3Y9xPq2",
  "password: op://vault7Kx2/db9Qz4/password",
  "secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1B2c3",
  "secret: projects/123/secrets/db9Kx2Qz/versions/4",
  "POSTGRES_PASSWORD_FILE: /run/secrets/db-7f9c8d6b5x2k",
  "secretName: shop-tls-7f9c8d6b5x2k",
  "passwordSecretRef: db-7f9c8d6b5x2k9q",
  "secret: shop-database-credentials",
  "env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: { name: db, key: password }",
  "secretKeyRef:\n  name: db-7f9c8d6b5x2k\n  key: password",
  "token:\n  from: identity-9f8e7d6c5b4a",
  "tokenUrl: https://login.example.com/9f8e7d6c5b4a/oauth2/token",
  "password: ENC[AES256_GCM,data:" + drawn(24, BASE64) + ",iv:" + drawn(40, BASE64) + "=,type:str]",
  "password: AgB" + drawn(700, BASE64),
  "{ password: ENC[AES256_GCM,data:" + drawn(24, BASE64) + ",iv:" + drawn(40, BASE64) + "=] }",
  "password: ENC[AES256_GCM,data:" + drawn(900, BASE64) + ",iv:" + drawn(40, BASE64) +
  "=,type:str]",
  "sealed:\n  PASSWORD: AgB" + drawn(701, BASE64) + "\n  API_TOKEN: >-\n    AgA" +
  drawn(701, BASE64),
  "config:\n  source: sops\n  sops: |\n" + indented(SOPS),
  SOPS,
  // What is long and no secret.
  "commit: " + drawn(40, HEX),
  "revision: " + drawn(64, HEX),
  "digest: sha256:" + drawn(64, HEX),
  "id: 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  "token: 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  "secret-checksum: " + drawn(64, HEX),
  "integrity: sha512-" + drawn(86, BASE64) + "==",
  pem("CERTIFICATE"),
  pem("PUBLIC" + " KEY"),
  `ca: ${base64(pem("CERTIFICATE"))}`,
  `Paste it between -----${"BEGIN"} ${KEY}----- and -----${"END"} ${KEY}-----.`,
  `-----${"BEGIN"} ${KEY}-----\n<your key>\n-----${"END"} ${KEY}-----`,
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + drawn(43, BASE64) + " ada@example.com",
  `logo: data:image/png;base64,${drawn(400, BASE64)}`,
  // Fields that only sound so.
  "num_tokens: 256",
  "max_tokens: 4096",
  "passwordPolicy: AtLeast12SignsWith2Digits",
  "tokenExpiration: 15m30s500ms",
  "password_encoder: org.example.BCryptPasswordEncoder",
  "password: correct horse battery staple",
  "auth: basic",
  "authorization: Bearer",
  "- name: LOG_KEY_PREFIX\n  value: a8Kx92Qz71Lm",
  "- name: DB_PASSWORD\n- value: a8Kx92Qz71Lm",
  "- name: DB_PASSWORD\n  valueFrom: x\n- name: BUILD\n  value: a8Kx92Qz71Lm",
  "keyboard: a8Kx92Qz71Lm44",
  "passenger: a8Kx92Qz71Lm44",
  "# the token is a8Kx92Qz by chance",
];
