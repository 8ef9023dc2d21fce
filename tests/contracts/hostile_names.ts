/** Paths that a store refuses on every branch, also below a workflow's folder. */
export const HOSTILE_PATHS: readonly string[] = [
  ...["", ".", "..", "../x", "a/../b", "./a", "a/./b", "/abs", "//abs", "a//b", "a/"],
  ...["..\\x", "a\\b", "C:\\x", "C:/x", "\\\\host\\share", "..%2Fx", "%2e%2e/x", "%252Fx"],
  ...["%2e%2e%2fx", "a%00b", "...", "a/...", ". ./x", ".. /x"],
  ...[".git", ".git/config", ".GIT/config", ".Git", "a/.git/hooks/x", ".git.", ".git ", ".git..."],
  ...["git~1", "GIT~1/config", "git~2", ".git::$INDEX_ALLOCATION", ".git:x", "a:b", "a::$DATA"],
  ...[".g\u200cit/config", ".git\u200d", "\ufeff.git", ".gitmodules", "gitmod~1", "GI7EBA~1"],
  ...["CON", "con", "nul.yaml", "AUX", "prn.txt", "COM1", "com9.yaml", "LPT1", "com¹", "CONIN$"],
  ...["a.", "a ", " a", "a./b", "a /b", "trailing. /x"],
  ...["a\0b", "a\nb", "a\tb", "a\x1b[31m", "a\x7fb", "a\u0085b", "a\u2028b", "a\u2029b"],
  ...["\u202ecod.yaml", "a\u200bb", "a\u2066b", "a\u061cb", "e\u0301.yaml", "\ud800", "\udc00x"],
  ...["a*b", "a?b", "a<b", "a>b", 'a"b', "a|b"],
  ...["x".repeat(256), "x".repeat(300), "é".repeat(128), "y/".repeat(600) + "z"],
];

/** Names that are no branch's. */
export const HOSTILE_BRANCHES: readonly string[] = [
  ...["", ".", "..", "../x", "a/../b", "/a", "a/", "a//b", ".a", "a/.b", "a.", "a..b", "./a"],
  ...["a.lock", "a.lock/b", "@", "a@{1}", "a b", "a~1", "a^", "a:b", "a?", "a*", "a[b", "a\\b"],
  ...["-a", "--force", "HEAD", "refs/heads/a", "a\0b", "a\nb", "a\x7f", "%2e%2e/x", "..%2fx"],
  ...["deploy", "deploy/", "deploy/..", "deploy/Dev", "deploy/a/b", "deploy/../main", "Deploy/dev"],
  ...["DEPLOY", "deploy/-", "deploy/a_b", "deploy/.git", "a\u202eb", "\ud800", "x".repeat(300)],
];
