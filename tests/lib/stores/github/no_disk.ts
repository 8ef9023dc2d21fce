// deno-lint-ignore-file no-console -- its parent reads what it says
import { github } from "../../../../lib/stores/github.ts";

/** Saves a file in a repository on GitHub, and reads it back. Its parent lets it touch no disk. */
if (import.meta.main) {
  const { CELESTRA_GITHUB_REPO, CELESTRA_GITHUB_TOKEN, CELESTRA_GITHUB_API } = Deno.env.toObject();
  const store = await github.open({
    repository: CELESTRA_GITHUB_REPO!,
    token: CELESTRA_GITHUB_TOKEN!,
    api: CELESTRA_GITHUB_API!,
  });
  const branch = await store.defaultBranch();
  const commit = await store.commit({
    branch,
    base: await store.head(branch),
    files: [{ path: "workflows/a.yaml", content: "2\n" }],
    message: "Change",
    author: { name: "Ada Lovelace", email: "ada@example.com" },
  });
  const text = new TextDecoder().decode(await store.read(commit, "workflows/a.yaml"));
  console.log(JSON.stringify({ commit, text }));
}
