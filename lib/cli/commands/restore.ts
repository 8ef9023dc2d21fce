import { rootText } from "../../format/changes/paths.ts";
import { AppError } from "../../model/error.ts";
import { problems } from "../../model/problems.ts";
import { type Contents, contentsAt } from "../../services/contents.ts";
import { filesOf } from "../../services/content/comparable.ts";
import { restoredFiles } from "../../services/history/restored_files.ts";
import type { Restoration } from "../../services/history/restoring.ts";
import type { FileChange, Store } from "../../stores/store.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../faults.ts";
import type { Host } from "../host.ts";
import { identityOf } from "../identity.ts";
import { writeFile } from "../paths.ts";
import { pastOf, toldText } from "../past.ts";
import { type Repository, repositoryOf } from "../repository.ts";
import { checking, tools } from "../tools.ts";

/** `celestra restore`: brings a workflow or a node back as it was. */
export const command: Command = {
  usage: {
    line:
      "restore <name> --to <rev> [--node <id>] [--overwrite] [--dry-run] [--message <text>] [--repo DIR]",
    summary: "Brings a workflow or one of its nodes back; in the work tree, else as a commit.",
    values: ["to", "node", "message", "repo"],
    flags: ["overwrite", "dry-run"],
    count: [1, 1],
  },
  async run(options, host) {
    const [name] = options.args as [string];
    const to = options.needed("to");
    const [node, message] = [options.value("node"), options.value("message")];
    const overwrite = options.has("overwrite");
    const repository = repositoryOf(options, host);
    const store = await repository.store();
    const { chronicle, head } = await pastOf(repository, name);
    const today = await repository.contents();
    if (node === undefined && !overwrite) await refuseUncommitted(name, today, store, head);
    const { restoration, drawn } = await restoredFiles(
      name,
      { commit: to, overwrite, ...(node !== undefined && { node }) },
      { commit: head, read: (path) => today.read(path) },
      {
        chronicle,
        checking: checking(),
        judge: (workflow) => problems(workflow, tools.catalogue),
      },
    );
    tell(host, restoration);
    if (drawn.files.length === 0) host.err("Nothing to bring back: it is as it was\n");
    if (options.has("dry-run") || drawn.files.length === 0) return EXIT.ok;
    if (!repository.isBare) return write(repository, drawn.files, host);
    const commit = await store.commit({
      branch: await store.defaultBranch(),
      base: head,
      files: drawn.files,
      message: message ?? drawn.otherwise,
      trailers: drawn.trailers ?? {},
      author: identityOf(host, repository.root),
    });
    host.err(`Committed as ${commit.slice(0, 7)}\n`);
    return EXIT.ok;
  },
};

/** What was not committed is nowhere else. */
async function refuseUncommitted(
  name: string,
  today: Contents,
  store: Store,
  head: string,
): Promise<void> {
  const committed = contentsAt(store, head);
  const changed: string[] = [];
  for (const path of filesOf(name)) {
    const text = await today.read(path);
    if (text !== undefined && text !== await committed.read(path)) changed.push(path);
  }
  if (changed.length === 0) return;
  const message = `${changed.join(" and ")}: changes that are not committed would be lost; ` +
    "commit them, or give them up with --overwrite";
  throw new AppError("uncommitted_changes", message, { details: { paths: changed } });
}

function tell(host: Host, { restored, changes, later, skipped }: Restoration): void {
  host.err(`As of ${toldText(restored)}\n`);
  for (const one of later) host.err(`  changed since by ${toldText(one)}\n`);
  for (const change of changes) host.out(`${printable(change)}\n`);
  for (const { node, path, reason } of skipped) {
    host.err(`${printable(`kept ${node} ${rootText(path)}: ${reason}`)}\n`);
  }
}

/** The person looks at it and commits it. */
function write({ root, shown }: Repository, files: readonly FileChange[], host: Host): number {
  for (const file of files) {
    const path = `${root}/${file.path}`;
    if ("remove" in file) Deno.removeSync(path);
    else writeFile(path, file.content as string);
    host.err(printable(`${"remove" in file ? "Removed" : "Wrote"} ${shown(file.path)}`) + "\n");
  }
  return EXIT.ok;
}
