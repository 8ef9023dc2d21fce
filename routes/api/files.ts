import type { OpenFile, SavedFile } from "../../lib/services/workflows.ts";
import { type Answer, empty, json, text } from "../answer.ts";
import { ETAG, isUnchanged, quoted } from "../etag.ts";
import type { Header } from "../params.ts";
import type { Context, Facts, Reply, Route, SchemaOf } from "../route.ts";
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

/** How a file that was written is answered. */
export function savedReply(description: string): Reply {
  return { description, json: schemas.savedFile, headers: ["ETag", "Vary", "Location"] };
}

/** Answers a file by what is asked for: YAML byte for byte, or JSON. */
export function fileAnswer(request: Request, file: Omit<OpenFile, "etag"> & Tagged): Answer {
  const { name, etag, commit, text: { length } } = file;
  const form = etag !== undefined && isUnchanged(request, etag)
    ? "unchanged"
    : wantsYaml(request)
    ? "yaml"
    : "json";
  if (etag === undefined || length > SHARED_LENGTH) return made(form, file);
  return shared(`${form} ${name} ${etag} ${commit}`, () => made(form, file));
}

function made(form: "unchanged" | "yaml" | "json", file: Omit<OpenFile, "etag"> & Tagged): Answer {
  const headers = fileHeaders(file.etag);
  if (form === "unchanged") return empty({ status: 304, headers });
  return form === "yaml" ? text(YAML, file.text, { headers }) : json(file, { headers });
}

/** Answers that were given of late. The key names content, so that none is ever out of date. */
const answers = new Map<string, Answer>();

/** How many answers are kept, and how long the text of one may be. */
const SHARED_ANSWERS = 128;
const SHARED_LENGTH = 32 * 1024;

function shared(key: string, make: () => Answer): Answer {
  const known = answers.get(key);
  if (known) return known;
  const answer = { ...make(), isShared: true };
  answers.set(key, answer);
  if (answers.size > SHARED_ANSWERS) answers.delete(answers.keys().next().value!);
  return answer;
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
  const accept = headers.get("accept") ?? "";
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
