/** Each step of a name, as Kubernetes takes it, and with a capital, as all of them begin. */
const NAME = /^[A-Z][A-Za-z0-9._+-]{0,13}(\/[A-Z][A-Za-z0-9._+-]{0,13}){0,3}$/;

const known = new Map<string, boolean>();

/** Texts that are remembered; what has more of them is hostile. */
const REMEMBERED = 1000;

/**
 * Whether text is the name of a time zone (IANA) as a cluster knows it. A cluster looks it up as a
 * file, so letters are large and small exactly as in the name.
 */
export function isTimeZone(text: string): boolean {
  let is = known.get(text);
  if (is !== undefined) return is;
  if (known.size >= REMEMBERED) known.clear();
  known.set(text, is = NAME.test(text) && isSpelled(text));
  return is;
}

function isSpelled(text: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions();
    // An old name is answered by the new one, which says nothing of its letters.
    return timeZone === text || timeZone.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}
