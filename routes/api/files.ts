import type { OpenFile, SavedFile } from "../../lib/services/workflows.ts";
import { type Answer, empty, json, text } from "../answer.ts";
import { ETAG, isUnchanged, quoted } from "../etag.ts";
import type { Header } from "../params.ts";
import type { Context, Facts, Reply, Route, SchemaOf, Zod } from "../route.ts";
import * as schemas from "./schemas.ts";

const YAML = "application/yaml";

/** Headers of requests for files, for the description of the API. */
export const READ_HEADERS: Headers = {
  "If-None-Match": { description: "The ETag of what you have; the same answers 304" },
};

const IF_MATCH: Header = {
  description: "The ETag of what you changed",
  pattern: ETAG,
  example: quoted("3b18e512dba79e4c8300dd08aeb37f8e728b8dad"),
};

/** Headers of writes of files. */
export const WRITE_HEADERS: Headers = { "If-Match": { ...IF_MATCH, isRequired: true } };

/** Headers of writes that may also create; one of the two must be there. */
export const PUT_HEADERS: Headers = {
  "If-Match": IF_MATCH,
  "If-None-Match": { description: "* to create", only: "*" },
};

type Headers = NonNullable<Route["headers"]>;

/** How a file is answered: as it is, or as JSON with what is wrong with it. */
export function fileReplies(
  what: string,
  json: SchemaOf = schemas.openFile,
): Readonly<Record<number, Reply>> {
  const headers = ["ETag", "Vary"];
  return {
    200: { description: `${what}, by Accept`, json, types: [YAML], headers },
    304: { description: "It is what you have", headers },
  };
}

/** What a route takes that writes a file whole, and how it answers. */
export const FILE_WRITE = {
  headers: PUT_HEADERS,
  bodyTypes: ["application/yaml", "application/json"],
  query: (z: Zod) => z.strictObject({ message: schemas.message(z).exactOptional() }),
  body: (z: Zod) =>
    z.strictObject({ text: schemas.text(z), message: schemas.message(z).exactOptional() }),
  responses: { 200: savedReply("It is replaced"), 201: savedReply("It is there") },
  faults: [409],
} as const;

/** How a file that was written is answered. */
export function savedReply(description: string): Reply {
  return { description, json: schemas.savedFile, headers: ["ETag", "Vary", "Location"] };
}

/** The forms in which a file is answered. */
type Form = "unchanged" | "yaml" | "json";

/** Answers a file by what is asked for: YAML byte for byte, or JSON. */
export function fileAnswer(request: Request, file: Omit<OpenFile, "etag"> & Tagged): Answer {
  const isKnown = file.etag !== undefined && isUnchanged(request, file.etag);
  const form = isKnown ? "unchanged" : wantsYaml(request) ? "yaml" : "json";
  const known = answers.get(file);
  if (known?.[form]) return known[form];
  const answer = { ...made(form, file), isShared: file.text.length <= SHARED_LENGTH };
  answers.set(file, { ...known, [form]: answer });
  return answer;
}

/** The answers of files: who opens the same is given the same. */
const answers = new WeakMap<object, Partial<Record<Form, Answer>>>();

/** How long a text may be of which the answers are kept ready to be sent. */
const SHARED_LENGTH = 32 * 1024;

function made(form: Form, file: Omit<OpenFile, "etag"> & Tagged): Answer {
  const headers = fileHeaders(file.etag);
  if (form === "unchanged") return empty({ status: 304, headers });
  return form === "yaml" ? text(YAML, file.text, { headers }) : json(file, { headers });
}

/** What may have an ETag. */
interface Tagged {
  readonly etag: string | undefined;
}

/** Answers what a write made. */
export function savedAnswer(
  context: Pick<Context, "note">,
  saved: SavedFile,
  location?: string,
): Answer {
  context.note(factsOf(saved));
  const headers = { ...fileHeaders(saved.etag), ...(location && { location }) };
  return json(saved, { status: location ? 201 : 200, headers });
}

/** What the audit log is told of a commit. */
export function factsOf({ commit, parent }: Pick<SavedFile, "commit" | "parent">): Facts {
  return { after: commit, ...(parent !== undefined && { before: parent }) };
}

/** The headers of a file in either form. */
export function fileHeaders(etag: string | undefined): Record<string, string> {
  return { vary: "Accept", ...(etag !== undefined && { etag: quoted(etag) }) };
}

/** The message of a write: of its body, or where that is YAML of its query. */
export function messageOf({ query, body }: Messages): { message?: string } {
  const message = body.message ?? query.message;
  return message === undefined ? {} : { message };
}

interface Messages {
  readonly query: { readonly message?: string };
  readonly body: { readonly message?: string };
}

/** YAML where it is named before JSON; both are fine with whoever takes anything. */
function wantsYaml({ headers }: Request): boolean {
  const accept = headers.get("accept");
  // Who names neither of the two takes both alike.
  if (accept === null || !/json|yaml/i.test(accept)) return false;
  const weight = (type: string) => weightOf(accept, type);
  return weight(YAML) > weight("application/json");
}

function weightOf(accept: string, type: string): number {
  const ranges = [type, type.replace(/\/.*/, "/*"), "*/*"];
  const parts = accept.toLowerCase().split(",").map((part) => part.split(";"));
  for (const range of ranges) {
    const part = parts.find(([name]) => name!.trim() === range);
    if (part) return Number(/q=([\d.]+)/.exec(part.join(";"))?.[1] ?? 1);
  }
  return 0;
}
