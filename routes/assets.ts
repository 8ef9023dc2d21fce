import { AppError } from "../lib/model/error.ts";
import { type Answer, empty, text } from "./answer.ts";
import { isUnchanged, quoted } from "./etag.ts";
import FAVICON from "../static/logo.svg" with { type: "text" };
import { defineRoute, type Route } from "./route.ts";

/** The scripts, styles and fonts that were built for browsers. */
export interface Assets {
  /** Where an entry such as `workflows.js` lies, and what it asks for at once. */
  of(entry: string): Asset | undefined;
  /** The font that every page begins with. */
  readonly font: string | undefined;
  /** A built file by its name. */
  file(name: string): AssetFile | undefined;
}

/** Where an entry lies; paths begin with `/assets/`. */
export interface Asset {
  readonly path: string;
  readonly preloads: readonly string[];
}

/** A built file. Its name holds a hash of its bytes, so it never changes. */
export interface AssetFile {
  readonly name: string;
  readonly type: string;
  read(isCompressed: boolean): Promise<Uint8Array<ArrayBuffer>>;
  readonly isCompressible: boolean;
}

/** What `lib/build/islands.ts` leaves beside the files. */
interface Manifest {
  readonly files: readonly string[];
  readonly assets: Readonly<Record<string, { file: string; preloads: readonly string[] }>>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  woff2: "font/woff2",
};

/** The font of text, for the letters of western Europe. */
const FONT = "inter-latin-wght-";

const FOREVER = "public, max-age=31536000, immutable";
const A_DAY = "public, max-age=86400";

/**
 * Opens what was built into the folder `islands/` of a folder. Where nothing was, pages say so.
 */
export async function openAssets(folder: URL): Promise<Assets> {
  const built = new URL("islands/", folder);
  const { files, assets } = await readManifest(built);
  const byName = new Map(files.map((name) => [name, assetFile(built, name)]));
  const byEntry = new Map(
    Object.entries(assets).map(([entry, { file, preloads }]) => [entry, {
      path: pathOf(file),
      preloads: preloads.map(pathOf),
    }]),
  );
  const font = files.find((name) => name.startsWith(FONT));
  return {
    of: (entry) => byEntry.get(entry),
    font: font && pathOf(font),
    file: (name) => byName.get(name),
  };
}

/** The routes of files that browsers load. */
export function assetRoutes(assets: Assets): readonly Route[] {
  return [
    defineRoute({
      name: "assets.read",
      method: "GET",
      path: "/assets/{file}",
      permission: "public",
      summary: "A built file",
      params: {
        file: { description: "The name of a built file", pattern: /^[\w.-]+$/, example: "app.css" },
      },
      responses: { 200: { description: "The file", types: Object.values(TYPES) } },
      handler: ({ request, params }) => answerFile(request, assets.file(params.file!)),
    }),
    fixed("favicon", "/favicon.svg", "image/svg+xml", FAVICON),
    fixed("robots", "/robots.txt", "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n"),
  ];
}

async function answerFile(request: Request, file: AssetFile | undefined): Promise<Answer> {
  if (!file) throw new AppError("not_found", "There is no such file");
  const headers = { etag: quoted(file.name), "cache-control": FOREVER };
  if (isUnchanged(request, file.name)) return empty({ status: 304, headers });
  if (!file.isCompressible) {
    return { status: 200, type: file.type, headers, body: await file.read(false) };
  }
  const isCompressed = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
  return {
    status: 200,
    type: file.type,
    body: await file.read(isCompressed),
    headers: {
      ...headers,
      vary: "accept-encoding",
      ...(isCompressed && { "content-encoding": "gzip" }),
    },
  };
}

/** Only names of the manifest come here, so no path of a request ever reaches the disk. */
function assetFile(folder: URL, name: string): AssetFile {
  const read = (path: string) => Deno.readFile(new URL(path, folder));
  const [plain, compressed] = [once(() => read(name)), once(() => read(`${name}.gz`))];
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return {
    name,
    type,
    isCompressible: type.startsWith("text/"),
    read: (isCompressed) => isCompressed ? compressed() : plain(),
  };
}

/** Remembers what was read; a fault is not remembered. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
}

function fixed(name: string, path: string, type: string, body: string): Route {
  return defineRoute({
    name: `assets.${name}`,
    method: "GET",
    path,
    permission: "public",
    summary: path.slice(1),
    responses: { 200: { description: "The file", types: [type] } },
    handler: () => text(type, body, { headers: { "cache-control": A_DAY } }),
  });
}

function pathOf(file: string): string {
  return `/assets/${file}`;
}

async function readManifest(folder: URL): Promise<Manifest> {
  try {
    return JSON.parse(await Deno.readTextFile(new URL("manifest.json", folder)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { files: [], assets: {} };
    throw error;
  }
}
