const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The longest expression; a rule of more is no rule that a person reads. */
const LONGEST = 10_000;

/**
 * Whether text can be a PromQL expression: brackets and quotes are closed in their order, and it
 * does not end where something must follow. What its names mean only Prometheus knows.
 */
export function isPromQl(text: string): boolean {
  const bare = withoutStrings(text);
  // What runs analyses fills in what stands between two braces.
  if (
    text.length > LONGEST || text.includes("{{") || bare === undefined ||
    /[^\S\n\t ]|\p{Cc}(?<![\n\t])/u.test(bare)
  ) {
    return false;
  }
  const code = bare.replace(/#[^\n]*/g, "").trim();
  return code !== "" && isBalanced(code) &&
    !/(?:[-+*/%^,=<>!~]|\b(?:and|or|unless|by|without|on|offset|bool))$/.test(code);
}

/** The text with a `0` for each string; `undefined` where a string is not closed. */
function withoutStrings(text: string): string | undefined {
  let bare = "";
  for (let at = 0; at < text.length; at++) {
    const quote = text[at]!;
    if (quote === "#") {
      const end = text.indexOf("\n", at);
      if (end < 0) return bare;
      at = end;
      bare += "\n";
      continue;
    }
    if (!"\"'`".includes(quote)) {
      bare += quote;
      continue;
    }
    const end = endOfString(text, at);
    if (end === undefined) return undefined;
    bare += "0";
    at = end;
  }
  return bare;
}

/** Where a string ends; none but one in back quotes goes over a line, or knows no `\`. */
function endOfString(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (quote === "`") continue;
    if (text[at] === "\n") return undefined;
    if (text[at] === "\\") at++;
  }
  return undefined;
}

function isBalanced(code: string): boolean {
  const open: string[] = [];
  for (const sign of code) {
    if (sign in CLOSING) open.push(CLOSING[sign]!);
    else if (")]}".includes(sign) && open.pop() !== sign) return false;
  }
  return open.length === 0;
}

/** Whether text can stand in an alert: Prometheus fills in what stands between `{{` and `}}`. */
export function isAlertText(text: string): boolean {
  if (text.length > LONGEST) return false;
  const rest = text.replace(/\{\{[^{}]*\}\}/g, "");
  return !rest.includes("{{") && !rest.includes("}}");
}
