import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { resolvePath, writeParts } from "../paths.ts";
import { repositoryOf } from "../repository.ts";

/** `celestra bundle`: everything in one file, which plain Git restores. */
export const command: Command = {
  usage: {
    line: "bundle <file> [--repo DIR]",
    summary:
      "Writes all branches, tags and outcomes with their history into one file for git clone.",
    values: ["repo"],
    count: [1, 1],
  },
  async run(options, host) {
    const [file] = options.args as [string];
    const store = await repositoryOf(options, host).store();
    await writeParts(resolvePath(host.cwd, file), store.bundle());
    host.out(`${file} is written; git clone ${file} <folder> restores it\n`);
    return EXIT.ok;
  },
};
