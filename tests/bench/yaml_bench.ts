import { parseDocument } from "yaml";
import { readYaml } from "../../lib/format/read.ts";
import { readWithLibrary } from "../../lib/format/yaml_library.ts";
import { readSubset } from "../../lib/format/yaml_subset.ts";

/** A workflow of about 30 kB, as people and the editor write them. */
const TEXT = workflowOf(90);

Deno.bench("parseDocument() of yaml, 30 kB", { group: "read", baseline: true }, () => {
  parseDocument(TEXT);
});

Deno.bench("readWithLibrary(), 30 kB", { group: "read" }, () => {
  readWithLibrary(TEXT);
});

Deno.bench("readSubset(), 30 kB", { group: "read" }, () => {
  readSubset(TEXT);
});

Deno.bench("readYaml(), 30 kB", { group: "read" }, () => {
  readYaml(TEXT);
});

function workflowOf(count: number): string {
  const nodes = Array.from({ length: count }, (_, index) => nodeOf(index));
  const connections = Array.from({ length: count - 1 }, (_, index) => connectionOf(index));
  return `# Generated for the bench.
apiVersion: celestra/v1
kind: Application
metadata:
  name: bench
  title: Bench
  labels: { team: web }
spec:
  nodes:
${nodes.join("")}  connections:
${connections.join("")}`;
}

function nodeOf(index: number): string {
  return `    node-${index}:
      component: app # number ${index}
      title: "Node ${index}"
      config:
        image: ghcr.io/acme/node-${index}:1.4.2
        replicas: ${1 + index % 5}
        ports: [{ name: http, port: ${8000 + index} }, { name: metrics, port: 9090 }]
        env:
          - name: LOG_LEVEL
            value: 'info'

`;
}

function connectionOf(index: number): string {
  return `    - { from: node-${index}.endpoint, to: node-${index + 1}.requires }\n`;
}
