/**
 * The default branch of origin: what its HEAD names, else what the event says, else the only branch
 * that there is. A branch that origin does not have is nobody's default.
 *
 * @param advertised what `git ls-remote --symref origin HEAD 'refs/heads/*'` printed; empty where
 * origin did not answer, and then the event is believed
 * @param said the default branch by the event, which need not say it
 */
export function defaultBranchOf(advertised: string, said: string | undefined): string | undefined {
  const branches = all(advertised, /^[0-9a-f]{40,64}\trefs\/heads\/(\S+)$/gm);
  if (branches.length === 0) return said || undefined;
  const [head] = all(advertised, /^ref: refs\/heads\/(\S+)\tHEAD$/gm);
  const named = [head, said].find((name) => name && branches.includes(name));
  if (named) return named;
  const own = branches.filter((name) => !name.startsWith("deploy/"));
  return own.length === 1 ? own[0] : undefined;
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name!);
}
