import { AppError } from "../model/error.ts";
import { createDenoCells } from "./cells/deno_cells.ts";
import { withPatience } from "./cells/faults.ts";
import { overCells } from "./cells/over_cells.ts";
import type { KeyValueAdapter } from "./key_value.ts";

/** A file on this machine that several processes share; nobody else can read it. */
export const denoKv: KeyValueAdapter = {
  id: "deno-kv",
  async open({ path }) {
    if (!path) throw new AppError("configuration", "The state deno-kv needs the path of a file");
    try {
      await makeFile(path);
      return overCells(createDenoCells(await withPatience(() => Deno.openKv(path))));
    } catch (error) {
      throw openingError(error, path);
    }
  },
};

/** Makes the file before SQLite does, which would let everyone read it. */
async function makeFile(path: string): Promise<void> {
  const folder = path.replace(/[^/\\]*$/, "");
  if (folder !== "") await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    (await Deno.open(path, { write: true, createNew: true, mode: 0o600 })).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

/** What went wrong, with the path, as whoever starts the service needs it. */
function openingError(cause: unknown, path: string): AppError {
  if (!(cause instanceof AppError)) {
    return new AppError("configuration", `Cannot make the state ${path}: ${cause}`, { cause });
  }
  const advice = cause.code === "store_corrupt"
    ? "; move it away to begin anew, workflows and deployments are in Git"
    : "";
  return new AppError(cause.code, `${cause.message}: ${path}${advice}`, { cause });
}
