import { ID_PATTERN } from "../../model/workflow.ts";

/** The longest id that {@linkcode ID_PATTERN} allows. */
const LONGEST = 52;

/**
 * An id as close to a foreign name as ids allow: `My_App.v2` becomes `my-app-v2`.
 *
 * @param otherwise The id for a name that holds nothing usable.
 * @param ending What the id must end with.
 */
export function idFrom(name: string, otherwise: string, ending: string = ""): string {
  const plain = name.normalize("NFKD").toLowerCase()
    .replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+/, "");
  const room = plain.slice(0, LONGEST - ending.length).replace(/-+$/, "");
  const id = `${room || otherwise}${ending}`;
  return ID_PATTERN.test(id) ? id : otherwise;
}
