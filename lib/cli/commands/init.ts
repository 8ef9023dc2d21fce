import { AppError } from "../../model/error.ts";
import { seed } from "../../services/seed.ts";
import { createLocalStore } from "../../stores/local.ts";
import { writeIndex } from "../../stores/work_tree.ts";
import { excludeData } from "../exclude.ts";
import { EXIT } from "../exit.ts";
import { identityOf } from "../identity.ts";
import { exists, resolvePath, writeFiles } from "../paths.ts";
import type { Command } from "../command.ts";

/** `celestra init`: a new repository with examples, an environment and the Actions files. */
export const command: Command = {
  usage: {
    line: "init <dir>",
    summary: "Makes a Git repository with examples, an environment and the Actions files.",
    count: [1, 1],
  },
  async run(options, host) {
    const [folder] = options.args as [string];
    const root = resolvePath(host.cwd, folder);
    if (exists(root) && [...Deno.readDirSync(root)].length > 0) {
      throw new AppError("already_exists", `"${folder}" is not empty; name a new folder`);
    }
    const store = await createLocalStore(root, { bare: false, defaultBranch: "main" });
    await store.commit({
      branch: "main",
      base: undefined,
      files: seed.map(({ path, text }) => ({ path, content: text })),
      message: "Begin with the examples of Celestra",
      author: identityOf(host, root),
    });
    writeFiles(root, seed);
    await writeIndex(root, seed.map(({ path }) => path));
    excludeData(root, `${root}/.celestra`);
    host.out(`${folder} holds ${seed.length} files on branch main\n\nNext:\n${next(folder)}`);
    return EXIT.ok;
  },
};

function next(folder: string): string {
  const here = `--repo ${folder} --env local`;
  return `  printf s3cret | celestra secret set hello token API_TOKEN ${here} --stdin\n` +
    `  celestra deploy hello ${here}\n\n` +
    `In ${folder}, this lets Git merge workflows by their nodes and fields:\n  ${MERGE_DRIVER}\n`;
}

/** What the attribute `merge=celestra` means. Git takes commands from people, never from a repository. */
const MERGE_DRIVER = 'git config merge.celestra.driver "celestra merge %O %A %B -o %A --path %P"';
