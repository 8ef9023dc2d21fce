import type { WriteTag } from "../refs/tags.ts";
import type { Api } from "./api.ts";
import { idIn } from "./shapes.ts";
import { make } from "./uploads.ts";

/** Creates what makes tag objects on GitHub. */
export function tagWriter(api: Api): WriteTag {
  return async ({ target, name, tagger, message }) => {
    const [, person = "", email = "", time = "0"] = /^(.*) <(.*)> (\d+)/.exec(tagger) ?? [];
    const date = new Date(Number(time) * 1000).toISOString().replace(".000", "");
    const { data } = await make(api, "POST /repos/{owner}/{repo}/git/tags", {
      tag: name,
      message,
      object: target,
      type: "commit",
      tagger: { name: person, email, date },
    });
    return idIn(data, "sha");
  };
}
