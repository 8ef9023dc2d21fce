import { ACTION } from "./action.ts";
import apiWorker from "../../workflows/api-worker.yaml" with { type: "text" };
import apiWorkerLayout from "../../workflows/api-worker.layout.yaml" with { type: "text" };
import blog from "../../workflows/blog.yaml" with { type: "text" };
import blogLayout from "../../workflows/blog.layout.yaml" with { type: "text" };
import gitea from "../../workflows/gitea.yaml" with { type: "text" };
import giteaLayout from "../../workflows/gitea.layout.yaml" with { type: "text" };
import hello from "../../workflows/hello.yaml" with { type: "text" };
import helloLayout from "../../workflows/hello.layout.yaml" with { type: "text" };
import monitoring from "../../workflows/monitoring.yaml" with { type: "text" };
import monitoringLayout from "../../workflows/monitoring.layout.yaml" with { type: "text" };
import shop from "../../workflows/shop.yaml" with { type: "text" };
import shopLayout from "../../workflows/shop.layout.yaml" with { type: "text" };
import tickets from "../../workflows/tickets.yaml" with { type: "text" };
import ticketsLayout from "../../workflows/tickets.layout.yaml" with { type: "text" };
import check from "./seed/celestra-check.yml" with { type: "text" };
import deploy from "./seed/celestra-deploy.yml" with { type: "text" };
import gitattributes from "./seed/gitattributes" with { type: "text" };
import local from "./seed/local.yaml" with { type: "text" };
import readme from "./seed/README.md" with { type: "text" };

/** A file of a new repository. */
export interface SeedFile {
  readonly path: string;
  readonly text: string;
}

/** What `init` writes: our examples, an environment for this machine, and the Actions files. */
export const seed: readonly SeedFile[] = [
  { path: ".gitattributes", text: gitattributes },
  { path: ".github/workflows/celestra-check.yml", text: pinned(check) },
  { path: ".github/workflows/celestra-deploy.yml", text: pinned(deploy) },
  { path: "README.md", text: readme },
  { path: "environments/local.yaml", text: local },
  ...example("api-worker", apiWorker, apiWorkerLayout),
  ...example("blog", blog, blogLayout),
  ...example("gitea", gitea, giteaLayout),
  ...example("hello", hello, helloLayout),
  ...example("monitoring", monitoring, monitoringLayout),
  ...example("shop", shop, shopLayout),
  ...example("tickets", tickets, ticketsLayout),
];

function example(name: string, workflow: string, layout: string): SeedFile[] {
  return [
    { path: `workflows/${name}.layout.yaml`, text: layout },
    { path: `workflows/${name}.yaml`, text: workflow },
  ];
}

/** The files name the action by a word; its pin stands in one place. */
function pinned(text: string): string {
  return text.replaceAll("CELESTRA_ACTION", ACTION);
}
