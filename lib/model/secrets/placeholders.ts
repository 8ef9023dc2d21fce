/** Words in the example values of documentation, and what people write where a value is to be. */
const EXAMPLE =
  /example|placeholder|change[-_]?me|redacted|replace[-_]?(me|this|with)|dummy|x{5}|\*{4}|\.{3}|…|0{10}|1234567890|0123456789|abcdefghij/i;

/** Whether a text of a secret's shape is one that documentation shows. */
export function isExample(text: string): boolean {
  const signs = new Set(text.slice(-20)).size;
  return EXAMPLE.test(text.slice(0, 4000)) || signs < (text.length < 16 ? 3 : 5);
}

/** What is filled in later: `${VAR}`, `$(VAR)`, `$VAR`, `{{ var }}`, `<var>`, `%VAR%`, `#{var}#`. */
const VARIABLES =
  /\$?\$\{[^{}]{1,200}\}|\$?\$\([^()]{1,200}\)|\$\$?[A-Z][A-Z0-9_]{2,100}(?![a-z])|^\$\$?[A-Za-z_]\w{0,100}$|\{\{[^{}]{1,200}\}\}|#\{[^{}]{1,200}\}#?|<[^<>]{1,200}>|%\w{1,100}%|\[[A-Za-z_ -]{1,60}\]/g;

/** What people write in place of a password. */
const WORDS = new RegExp(
  "^(your|my|the|some|insert|replace|enter|put|set|add|todo|fixme|tbd)[-_ A-Z]*$|" +
    "^(pass|passwd|password|pwd|secret|token|key|credentials?|user|username|test|demo|none|null|" +
    "true|false|yes|no|hidden|masked|unset|empty|default|value|x+|\\*+|\\.+|-+|_+|0+)$",
  "i",
);

/** What stands in a value itself, without what is filled in later. */
export function literalOf(value: string): string {
  return value.replace(VARIABLES, "").trim();
}

/** Whether a value only says where a value will be. */
export function isPlaceholder(value: string): boolean {
  const rest = literalOf(value);
  return rest.length < 3 || WORDS.test(rest) || isExample(rest);
}
