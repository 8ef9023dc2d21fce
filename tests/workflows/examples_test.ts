import assert from "node:assert/strict";
import * as z from "zod";
import { catalogueOf } from "../../lib/components/catalogue_of.ts";
import { planOf } from "../../lib/components/plan.ts";
import { components, kinds } from "../../lib/components/registry.ts";
import type { Document } from "../../lib/format/document.ts";
import { parseLayout } from "../../lib/format/layout.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import type { Layout } from "../../lib/model/layout.ts";
import type { Box as Place } from "../../lib/model/arrangement.ts";
import { planProblems } from "../../lib/model/plan_problems.ts";
import { problems } from "../../lib/model/problems.ts";
import { nodeSizes } from "../../lib/model/node_size.ts";
import type { Plan, Route, Setting, Workload } from "../../lib/model/resource.ts";
import type { Workflow } from "../../lib/model/workflow.ts";

const FOLDER = new URL("../../workflows/", import.meta.url);

/** What people look for first; more may join them. */
const EXPECTED = ["api-worker", "blog", "gitea", "hello", "monitoring", "shop", "tickets"];

const catalogue = catalogueOf(z, kinds, components);

const files = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).sort();
const layouts = files.filter((name) => name.endsWith(".layout.yaml"));
const names = files.filter((name) => !layouts.includes(name))
  .map((name) => name.replace(/\.yaml$/, ""));

Deno.test("workflows/ holds the examples and a layout for each", () => {
  assert.deepEqual(EXPECTED.filter((name) => !names.includes(name)), []);
  assert.deepEqual(layouts, names.map((name) => `${name}.layout.yaml`));
});

Deno.test("the examples use every component of an application", () => {
  const used = names.flatMap((name) =>
    [...workflowOf(name).nodes.values()].map(({ component }) => component)
  );
  assert.deepEqual([...components.keys()].filter((id) => !used.includes(id)), []);
});

Deno.test("no two examples publish the same port of this machine", () => {
  const ports = names.flatMap((name) =>
    routesOf(planFor(name)).flatMap(({ paths }) => paths.map(({ hostPort }) => hostPort))
  );
  assert.ok(ports.every((port) => port !== undefined));
  assert.equal(new Set(ports).size, ports.length);
});

for (const name of names) {
  Deno.test(`[${name}] parses without a problem and ends with a line break`, () => {
    for (const file of [`${name}.yaml`, `${name}.layout.yaml`]) {
      assert.match(textOf(file), /[^\n]\n$/, file);
    }
    assert.deepEqual(documentOf(name).problems, []);
    assert.deepEqual(layoutDocumentOf(name).problems, []);
  });

  Deno.test(`[${name}] is a workflow without a problem`, () => {
    assert.deepEqual(problems(workflowOf(name), catalogue), []);
    assert.deepEqual(planProblems(planFor(name), true), []);
  });

  Deno.test(`[${name}] has a title, a description and a label`, () => {
    const { title, description, labels } = workflowOf(name);
    assert.ok(title && description);
    assert.ok(Object.keys(labels).length > 0);
  });

  Deno.test(`[${name}] says of each container its user, image and readiness`, () => {
    for (const { node, image, probes } of workloadsOf(planFor(name))) {
      const { config } = workflowOf(name).nodes.get(node)!;
      assert.equal(typeof config.user, "number", `${node} sets no user`);
      assert.match(image ?? "", /[^/]:[^:/]*\d[^:/]*$/, `${node} has no image with a version`);
      assert.doesNotMatch(image ?? "", /:latest$/);
      assert.ok(probes?.readiness, `${node} has no readiness check`);
    }
  });

  Deno.test(`[${name}] names above each container where its image documents itself`, () => {
    for (const { node } of workloadsOf(planFor(name))) {
      assert.match(commentAbove(name, node), /https:\/\/\S+/, `${node} names no source`);
    }
  });

  Deno.test(`[${name}] reads secret files only of secrets that are connected`, () => {
    const plan = planFor(name);
    for (const { node, env = {}, settings } of workloadsOf(plan)) {
      const given = settingsOf(plan).filter((it) => settings.includes(it.node));
      const paths = [env, ...given.map(({ data }) => data)].flatMap(Object.values);
      for (const path of paths) {
        const id = /^\/etc\/secrets\/([^/]+)\//.exec(path)?.[1];
        assert.ok(id === undefined || settings.includes(id), `${node} reads ${path}`);
      }
    }
  });

  Deno.test(`[${name}] has a layout of exactly its nodes, providers left of consumers`, () => {
    const { nodes: places } = layoutOf(name);
    const { nodes, connections } = workflowOf(name);
    assert.deepEqual(Object.keys(places).sort(), [...nodes.keys()].sort());
    for (const { from, to, order } of connections) {
      if (!order) continue;
      const gap = places[to.node]!.x - (places[from.node]!.x + 220);
      assert.ok(gap >= 0, `${from.node} is not left of ${to.node}`);
    }
  });

  Deno.test(`[${name}] has a layout in which nothing overlaps`, () => {
    const { nodes, notes } = layoutOf(name);
    const workflow = workflowOf(name);
    const sizeOf = nodeSizes(workflow, catalogue);
    const isBox = (id: string) => catalogue.components[workflow.nodes.get(id)!.component]!.groups;
    const boxes = [
      ...Object.entries(nodes).filter(([id]) => !isBox(id))
        .map(([id, place]) => [id, boxOf({ ...place, ...sizeOf(id) })] as const),
      ...Object.entries(notes).map(([id, note]) => [id, boxOf(note)] as const),
    ];
    boxes.forEach(([id, box], index) => {
      for (const [other, its] of boxes.slice(index + 1)) {
        assert.ok(!overlap(box, its), `${id} overlaps ${other}`);
      }
    });
  });
}

function textOf(file: string): string {
  return Deno.readTextFileSync(new URL(file, FOLDER));
}

function documentOf(name: string): Document<Workflow> {
  return parseWorkflow(textOf(`${name}.yaml`), `workflows/${name}.yaml`);
}

function workflowOf(name: string): Workflow {
  return documentOf(name).value!;
}

function layoutDocumentOf(name: string): Document<Layout> {
  return parseLayout(textOf(`${name}.layout.yaml`), `workflows/${name}.layout.yaml`);
}

function layoutOf(name: string): Layout {
  return layoutDocumentOf(name).value!;
}

function planFor(name: string): Plan {
  return planOf(workflowOf(name), { components, catalogue });
}

function workloadsOf({ resources }: Plan): Workload[] {
  return resources.filter((resource): resource is Workload => resource.kind === "workload");
}

function settingsOf({ resources }: Plan): Setting[] {
  return resources.filter((resource): resource is Setting => resource.kind === "setting");
}

function routesOf({ resources }: Plan): Route[] {
  return resources.filter((resource): resource is Route => resource.kind === "route");
}

/** The comment lines that stand directly above a node. */
function commentAbove(name: string, node: string): string {
  const lines = textOf(`${name}.yaml`).split("\n");
  const at = lines.indexOf(`    ${node}:`);
  const start = lines.findLastIndex((line, index) => index < at && !/^ *#/.test(line));
  return lines.slice(start + 1, at).join("\n");
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function boxOf({ x, y, width, height }: Place): Box {
  return { left: x, top: y, right: x + width, bottom: y + height };
}
