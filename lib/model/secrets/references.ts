/** Values that name a secret, or hold it only for who has the key to it. */
const REFERENCES: readonly RegExp[] = [
  // Where it lies: a vault, a manager of secrets, a file.
  /^(vault|op|secret|secrets|awssm|aws-sm|gcpsm|gcp-sm|azurekv|akv|ssm|doppler|keyvault|env|file|sops|bws|ref\+\w+):/i,
  /^arn:aws[\w-]*:(secretsmanager|ssm|kms):/,
  /^projects\/[^/]+\/secrets\//,
  /^@Microsoft\.KeyVault\(/,
  /^https?:\/\//,
  // What is closed: SOPS, Ansible, sealed secrets, passwords as hashes keep no one's secret open.
  // The rest of it may be cut off: a value is read up to a length, and in a map up to a comma.
  /^ENC\[AES256_GCM(,data:[A-Za-z0-9+/=]{0,300}(,iv:|$)|$)/,
  /^\$ANSIBLE_VAULT;/,
  /^Ag[A-D][A-Za-z0-9+/]{250,}/,
  /^@?sha(256|512):[0-9a-f]{64,128}$/,
];

/** An identity; in running text what opens something with one alone cannot be told from it. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a value is a UUID. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** Whether a value in a secret field is no secret, but leads to one. */
export function isReference(value: string): boolean {
  return REFERENCES.some((pattern) => pattern.test(value));
}
