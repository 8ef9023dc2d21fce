import assert from "node:assert/strict";
import { hasLiteralSecret, isLiteralSecret } from "../../../../lib/model/secrets/literals.ts";

const RANDOM = "8vQ2nL5xR9tK3wZ7mB1c";
const UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

/** Names and values as people write them, and why they are secrets. */
const SECRETS: readonly (readonly [string, string, string])[] = [
  ["POSTGRES_PASSWORD", "hunter2", "a word"],
  ["MYSQL_ROOT_PASSWORD", "123456", "a number in a field of a password"],
  ["DB_PASSWD", "gitea", "the name of the program itself"],
  ["DB_PASS", "s3cret", "a short word at the end of the name"],
  ["KEYSTORE_PASSPHRASE", "correct horse battery staple", "words"],
  ["SECRET", "/9j4AAQSkZJRgABAQEAYABgAAD+/w==", "base64 that begins like a path"],
  ["SECRET", "/8vQ2nL5xR9tK3wZ7mB1c", "base64 of the signs of a path"],
  ["API_KEY", UUID, "a UUID, where the name says that it opens something"],
  ["apiKey", "abcd-efgh", "a name in camel case"],
  ["Authorization", `Bearer ${RANDOM}`, "a header"],
  ["DATABASE_URL", "postgres://shop:hunter2@db:5432/shop", "an address with a password"],
  ["SPRING_DATASOURCE_URL", "jdbc:mysql://shop:hunter2@db/shop", "an address of two schemes"],
  ["REDIS", "redis://:hunter2@cache:6379", "an address without a user"],
  ["ConnectionStrings__Shop", "Server=db;User=sa;Password=Hunter2;", "a field of a list"],
  ["JDBC", "jdbc:sqlserver://db;user=sa;password=Hunter2", "a field behind an address"],
  ["URL", "https://api.example.net/v1?access_token=hunter2", "a field of a query"],
  ["OPTIONS", "--password=hunter2", "a flag"],
  ["OPTIONS", "redis-server --requirepass hunter2", "a flag with its value behind it"],
  ["ANYTHING", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "the shape of a token"],
  ["application.yaml", "server:\n  port: 8080\ndatabase:\n  password: hunter2\n", "a file"],
  [".env", "LOG_LEVEL=info\nAPI_TOKEN=hunter22\n", "a file of variables"],
];

/** What looks like one and is none. */
const HARMLESS: readonly (readonly [string, string, string])[] = [
  ["LOG_LEVEL", "info", "a name that says nothing"],
  ["num_tokens", "256", "a count"],
  ["MAX_TOKENS", "4096", "a count"],
  ["PASSWORD", "", "nothing"],
  ["USE_PASSWORD", "true", "a switch"],
  ["REQUIRE_AUTH", "off", "a switch"],
  ["AUTH", "1", "a switch as a number"],
  ["TOKEN_TTL", "3600", "what is said about a secret"],
  ["PASSWORD_FILE", "/run/secrets/password", "where it lies, by its name"],
  ["SSL_PRIVATE_KEY", "/etc/ssl/private/shop.pem", "where it lies"],
  ["TOKEN", "./token.txt", "where it lies"],
  ["TOKEN", "~/.config/token", "where it lies"],
  ["PASSWORD", "${DB_PASSWORD}", "what is filled in later"],
  ["PASSWORD", "$(DB_PASSWORD)", "what is filled in later"],
  ["PASSWORD", "{{ .Values.password }}", "what is filled in later"],
  ["PASSWORD", "<password>", "what a person fills in"],
  ["Authorization", "Bearer ${TOKEN}", "a header that is filled in later"],
  ["CLIENT_SECRET", "vault:secret/data/shop#client", "where a vault keeps it"],
  ["API_KEY", "arn:aws:secretsmanager:eu-west-1:1:secret:shop", "where a cloud keeps it"],
  ["AUTH", "https://login.example.com", "an address"],
  ["SCRIPT", "export PASSWORD=$(cat /run/secrets/db) && serve", "what a shell fills in"],
  ["token-settings.yaml", "ttl: 5m\nrotate: true\n", "a file named after tokens"],
  ["REQUEST_ID", UUID, "an identity"],
  ["DATABASE_URL", "postgres://db:5432/shop", "an address without a password"],
  ["DATABASE_URL", "postgres://shop:${PASSWORD}@db:5432/shop", "an address to be filled in"],
  ["OPTIONS", "--password-file=/run/secrets/password --verbose", "a flag about a secret"],
  ["OPTIONS", "--token-ttl 5m --auth --verbose", "flags without a value"],
  [
    "nginx.conf",
    "location / {\n  proxy_set_header Authorization $http_authorization;\n}\n",
    "a file",
  ],
  [
    "application.yaml",
    "database:\n  password: ${DB_PASSWORD}\n  name: shop\n",
    "a file to fill in",
  ],
  ["README", "Set password: <your password>\nsecret: changeme\n", "a file with examples"],
];

for (const [name, value, why] of SECRETS) {
  Deno.test(`isLiteralSecret() knows ${name} by ${why}`, () => {
    assert.ok(isLiteralSecret(name, value), value);
  });
}

for (const [name, value, why] of HARMLESS) {
  Deno.test(`isLiteralSecret() lets ${name} be ${JSON.stringify(value)}: ${why}`, () => {
    assert.ok(!isLiteralSecret(name, value), value);
  });
}

Deno.test("hasLiteralSecret() takes time in proportion to the text", () => {
  const hostile = ["--password ", "://a:", "password=", "-", "${", "eyJ", "a:b@"];
  for (const piece of hostile) {
    const time = (count: number) => {
      const text = piece.repeat(count);
      const started = performance.now();
      hasLiteralSecret(text);
      return performance.now() - started;
    };
    time(100);
    assert.ok(time(20_000) < 2000, piece);
  }
});
