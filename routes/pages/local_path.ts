/** A path of ours to go on to; whatever leads elsewhere becomes the list of workflows. */
export function localPath(wanted: string | null | undefined, origin: string): string {
  const start = "/workflows";
  // A browser reads "/\" as "//", which names another host, and leaves out tabs and line ends.
  if (!wanted || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return start;
  const url = URL.parse(wanted, origin);
  return url?.origin === origin ? url.pathname + url.search + url.hash : start;
}
