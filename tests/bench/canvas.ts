/// <reference lib="dom" />
/**
 * What a frame of a pan costs on our canvas and on React Flow with React, both with one graph of 500
 * nodes, and how soon ours can be used. The peer is fetched from npm into a folder of its own.
 */
import * as esbuild from "esbuild";
import type { Browser, Page } from "playwright-core";
import { autoLayout } from "../../lib/model/auto_layout.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { openBrowser, openPerson } from "../helpers/browser.ts";
import { ADA, begin } from "../helpers/client.ts";
import { inFolder } from "../helpers/host.ts";
import { serve } from "../helpers/served.ts";
import { figure, spread, timeProcess } from "./measure.ts";

const [ROWS, COLUMNS] = [20, 25];
const ROUNDS = 5;

/** Prints what the canvas takes. */
async function canvas(): Promise<void> {
  await inFolder(async (folder) => {
    const text = gridText();
    await using served = await serve({ data: `${folder}/data` });
    const admin = await begin(served.url, served.link!);
    await admin.json("POST", "/api/v1/workflows", { name: "grid", text });
    await using peer = await servePeer(folder, text);
    const browser = await openBrowser();
    try {
      await using person = await openPerson(browser, { url: served.url });
      const { context, page } = person;
      await context.request.post("/api/v1/auth/login", {
        headers: { origin: served.url },
        data: { username: ADA.name, password: ADA.password },
      });
      const opened = [];
      for (let round = 0; round < ROUNDS; round++) opened.push(await openOurs(page));
      figure("C5 500 nodes, click to a node that answers, in ms", "<= 1000", spread(opened));
      const ratios = [];
      for (let round = 0; round < ROUNDS; round++) {
        await openOurs(page);
        const ours = await panCost(browser, page);
        await page.goto(peer.url);
        await page.locator(".react-flow__node").first().waitFor();
        ratios.push(ours / await panCost(browser, page));
      }
      figure("C5 p95 of a pan frame, of React Flow on React", "<= 1.0", spread(ratios));
    } finally {
      await browser.close();
    }
  });
}

/** A graph as wide as it is high: each service needs the one before it in its row. */
function gridText(): string {
  const ids = Array.from({ length: ROWS * COLUMNS }, (_, index) => `service-${index}`);
  const nodes = ids.map((id) =>
    `    ${id}: { component: app, config: { image: "ghcr.io/acme/${id}:1.0.0", ` +
    `ports: [{ name: http, port: 8080 }] } }\n`
  );
  const connections = ids.slice(ROWS).map((id, index) =>
    `    - { from: ${ids[index]}.endpoint, to: ${id}.requires }\n`
  );
  return `apiVersion: celestra/v1\nkind: Application\nmetadata: { name: grid }\nspec:\n` +
    `  nodes:\n${nodes.join("")}  connections:\n${connections.join("")}`;
}

/** Opens the workflow from the list; milliseconds until a node that was clicked is selected. */
async function openOurs(page: Page): Promise<number> {
  await page.goto("/workflows");
  const link = page.locator('a[href="/workflows/grid"]').first();
  await link.waitFor();
  const start = performance.now();
  await link.click();
  const node = page.locator(".react-flow__node-component").first();
  await node.click();
  await page.locator(".node.is-selected").waitFor();
  const spent = performance.now() - start;
  await page.getByRole("button", { name: "Show everything" }).first().click();
  return spent;
}

/** Drags the empty canvas about; the 95th percentile of script, style and layout in a frame, in ms. */
async function panCost(browser: Browser, page: Page): Promise<number> {
  const box = (await page.locator(".react-flow__pane").boundingBox())!;
  const [x, y] = [box.x + 8, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await browser.startTracing(page, { categories: CATEGORIES });
  for (let step = 1; step <= 120; step++) {
    await page.mouse.move(x + 2 * step, y + 60 * Math.sin(step / 10));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await browser.stopTracing()));
  await page.mouse.up();
  const costs = frameCosts(traceEvents).sort((a, b) => a - b);
  return costs[Math.floor(costs.length * 0.95)]!;
}

/** An event of a trace, of which times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tid: number;
}

const CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
];

const WORK =
  /^(FunctionCall|EventDispatch|FireAnimationFrame|TimerFire|RunMicrotasks|UpdateLayoutTree|Layout)$/;

/** What each frame cost in which the mouse was heard, in milliseconds. */
function frameCosts(events: readonly TraceEvent[]): number[] {
  const ends = events.filter(({ name }) => name === "Commit").sort((a, b) => a.ts - b.ts);
  const { tid } = ends[0]!;
  const work = events.filter((event) =>
    event.tid === tid && event.ph === "X" && WORK.test(event.name)
  );
  work.sort((a, b) => a.ts - b.ts);
  const costs: number[] = [];
  let [next, counted] = [0, 0];
  for (const { ts: end } of ends) {
    let [cost, isHeard] = [0, false];
    for (; next < work.length && work[next]!.ts < end; next++) {
      const { name, ts, dur = 0 } = work[next]!;
      isHeard ||= name === "EventDispatch";
      // What lies within something that was counted is counted already.
      if (ts < counted) continue;
      counted = ts + dur;
      cost += dur / 1000;
    }
    if (isHeard) costs.push(cost);
  }
  return costs;
}

/** React Flow on React with the graph of a workflow, as its documentation draws one. */
async function servePeer(folder: string, text: string): Promise<AsyncDisposable & { url: string }> {
  const place = `${folder}/peer`;
  await Deno.mkdir(place);
  await Deno.writeTextFile(`${place}/package.json`, "{}");
  const packages = ["react@19.2.0", "react-dom@19.2.0", "@xyflow/react@12.12.1"];
  await timeProcess("npm", ["install", "--silent", "--no-audit", "--no-fund", ...packages], place);
  const workflow = parseWorkflow(text, "grid.yaml").value!;
  const { nodes } = autoLayout(workflow, () => ({ width: 220, height: 220 }));
  const graph = {
    nodes: Object.entries(nodes).map(([id, { x, y }]) => ({
      id,
      type: "service",
      position: { x, y },
      data: { title: id },
    })),
    edges: workflow.connections.map(({ from, to }) => ({
      id: `${from.node} ${to.node}`,
      source: from.node,
      target: to.node,
    })),
  };
  await Deno.writeTextFile(`${place}/main.jsx`, PEER.replace("GRAPH", JSON.stringify(graph)));
  await esbuild.build({
    entryPoints: [`${place}/main.jsx`],
    outdir: place,
    bundle: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  await esbuild.stop();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === "/") return new Response(PAGE, { headers: { "content-type": "text/html" } });
    const type = pathname.endsWith(".css") ? "text/css" : "text/javascript";
    const file = await Deno.readFile(place + pathname).catch(() => undefined);
    return new Response(file ?? null, {
      status: file ? 200 : 404,
      headers: { "content-type": type },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const PAGE = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/main.css">
<style>html, body, #root { height: 100%; margin: 0 } .service { width: 200px; border: 1px solid;
background: #fff }</style><div id="root"></div><script type="module" src="/main.js"></script>`;

const PEER = `
import { createRoot } from "react-dom/client";
import { Background, Handle, MiniMap, Position, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
const graph = GRAPH;
const Service = ({ data }) => (
  <div className="service">
    <Handle type="target" position={Position.Left} />
    <div>{data.title}</div>
    <div>App</div>
    <Handle type="source" position={Position.Right} />
  </div>
);
const types = { service: Service };
createRoot(document.getElementById("root")).render(
  <ReactFlow defaultNodes={graph.nodes} defaultEdges={graph.edges} nodeTypes={types} fitView minZoom={0.05}>
    <Background />
    <MiniMap pannable zoomable />
  </ReactFlow>,
);
`;

await canvas();
