const SECRET =
  /(password|passwort|passwd|passphrase|requirepass|masterauth|secrets?|tokens?|credentials?|pwd|(api|private|secret|access|account|signing|encryption|master|auth|shared|storage|client|app)keys?)$/;

/** Short words that say secret only on their own. */
const ALONE = new Set(["pass", "pw", "auth", "authorization"]);

/** What is said about a secret without being one, when it is the last word. */
const ABOUT = new Set(
  ("name names ref refs reference references file files filename path paths dir directory folder " +
    "url uri endpoint host server id ids type types kind length size ttl expiry expires " +
    "expiration lifetime age duration seconds minutes hours days ms policy algorithm alg method " +
    "methods mode enabled disabled required count limit version provider store class prefix " +
    "suffix header headers format issuer audience scope scopes budget template generator regex " +
    "pattern description title label labels hint namespace mount volume engine manager selector " +
    "arn hash checksum digest fingerprint sha sha256 plugin service account accounts").split(" "),
);

/** Whether the name of a field ends in a word for what people type: a number may be one. */
export function isPassword(name: string): boolean {
  return /(pass|password|passwort|passwd|passphrase|pwd|pw)$/.test(wordsOf(name).at(-1) ?? "");
}

/** Whether the name of a field says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (ABOUT.has(last)) return false;
  return ALONE.has(last) ||
    words.some((word, index) => SECRET.test(word) || SECRET.test((words[index - 1] ?? "") + word));
}

function wordsOf(name: string): string[] {
  return name.slice(0, 200).replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase()
    .split(/[^a-z0-9]+/).filter((word) => word !== "");
}
