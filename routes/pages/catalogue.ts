import type { Catalogue } from "../../lib/model/catalogue.ts";
import { AppError } from "../../lib/model/error.ts";
import { type Answer, empty } from "../answer.ts";
import { isUnchanged, quoted } from "../etag.ts";
import { defineRoute, type Route } from "../route.ts";

/** The catalogue whole, for the editor. Its address holds a hash of it, so it is read once. */
export const catalogueRoute: Route = defineRoute({
  name: "pages.catalogue",
  method: "GET",
  path: "/catalogue/{version}",
  permission: "read",
  summary: "The catalogue whole",
  params: {
    version: {
      description: "A hash of the catalogue",
      pattern: /^[0-9a-f]{16}$/,
      example: "0123456789abcdef",
    },
  },
  responses: { 200: { description: "The catalogue", types: ["application/json"] } },
  async handler({ request, params, services: { catalogue } }) {
    const packed = await packedOf(catalogue);
    if (params.version === packed.version) return answer(request, packed);
    throw new AppError("not_found", "The catalogue has another version now; load the page again");
  },
});

/** Where the catalogue is read. */
export async function catalogueUrl(catalogue: Catalogue): Promise<string> {
  return `/catalogue/${(await packedOf(catalogue)).version}`;
}

function answer(request: Request, { version, plain, gzip }: Packed): Answer {
  const headers = {
    etag: quoted(version),
    vary: "accept-encoding",
    "cache-control": "private, max-age=31536000, immutable",
  };
  if (isUnchanged(request, version)) return empty({ status: 304, headers });
  const type = "application/json";
  return /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")
    ? { status: 200, type, body: gzip, headers: { ...headers, "content-encoding": "gzip" } }
    : { status: 200, type, body: plain, headers };
}

/** The catalogue as it goes over the line. */
interface Packed {
  readonly version: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

const known = new WeakMap<Catalogue, Promise<Packed>>();

function packedOf(catalogue: Catalogue): Promise<Packed> {
  const packed = known.get(catalogue) ?? pack(catalogue);
  known.set(catalogue, packed);
  return packed;
}

async function pack(catalogue: Catalogue): Promise<Packed> {
  const plain = new TextEncoder().encode(JSON.stringify(catalogue));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", plain));
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  const gzip = new Uint8Array(await new Response(stream).arrayBuffer());
  return { version: digest.toHex().slice(0, 16), plain, gzip };
}
