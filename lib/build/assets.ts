/** What was built, from what, and which files a page asks for. */
export interface Manifest extends Bundle {
  /** The source of each entry, by the name that pages call it. */
  readonly entries: Readonly<Record<string, string>>;
}

/** What a bundler made. */
export interface Bundle {
  /** What each entry became, by the name that pages call it. */
  readonly assets: Readonly<Record<string, BuiltAsset>>;
  /** Every file that was written, without those that are the same compressed. */
  readonly files: readonly string[];
  /** The digest of every source, by its path. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** What an entry became. */
export interface BuiltAsset {
  readonly file: string;
  /** What it will ask for at once, so that a page can ask earlier. */
  readonly preloads: readonly string[];
}

const NAME = "manifest.json";

/** The manifest of an earlier build. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await Deno.readTextFile(folder + NAME).catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return undefined;
  }
}

/** Writes the manifest whole, then removes what builds of other days left. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const temporary = `${folder}${NAME}.${Deno.pid}`;
  await Deno.writeTextFile(temporary, JSON.stringify(manifest, undefined, 1));
  await Deno.rename(temporary, folder + NAME);
  const kept = new Set([NAME, ...manifest.files, ...manifest.files.map((file) => `${file}.gz`)]);
  for await (const { name } of Deno.readDir(folder)) {
    if (!kept.has(name)) await removeOld(folder + name);
  }
}

/** A service that runs goes on serving what was built when it started. */
const A_DAY = 24 * 60 * 60 * 1000;

async function removeOld(path: string): Promise<void> {
  const found = await Deno.stat(path).catch(() => undefined);
  if (!found?.mtime || Date.now() - found.mtime.getTime() < A_DAY) return;
  await Deno.remove(path).catch(() => {/* Another build did. */});
}
