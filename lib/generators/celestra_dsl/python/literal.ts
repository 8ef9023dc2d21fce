/** What must not stand in a Python file as it is: controls, unseen and direction-changing marks. */
const UNSAFE = /[\\"]|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** What stands for itself, as most names and values do. */
const PLAIN = /^[\w ./:@%+,=-]*$/;

const SHORT: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Text as a Python string, which reads back as the same text whatever it holds. */
export function pythonText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  const safe = text.replace(
    UNSAFE,
    (character) =>
      character === '"' && quote === "'" ? character : SHORT[character] ?? escaped(character),
  );
  return quote + safe + quote;
}

/** Text as Python strings that Python joins again, one a line of the text. */
export function pythonLines(text: string): string[] {
  return text.split(/(?<=\n)/).map(pythonText);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
