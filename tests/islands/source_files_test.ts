/// <reference lib="dom" />
import assert from "node:assert/strict";
import { sourceFiles } from "../../islands/source_files.ts";

Deno.test("files are read as text, under the paths that they had in their folder", async () => {
  const file = new File(["a: 1\n"], "compose.yaml");
  const inFolder = Object.assign(new File(["b: 2\n"], "web.env"), {
    webkitRelativePath: "shop/web.env",
  });
  assert.deepEqual(await sourceFiles([file, inFolder]), [
    { path: "compose.yaml", text: "a: 1\n" },
    { path: "shop/web.env", text: "b: 2\n" },
  ]);
});

Deno.test("a folder is searched for what can be imported, in the order of names", async () => {
  const folder = folderOf("/shop", {
    "web.yml": "b",
    "README.md": "no",
    ".git": { "config.yaml": "no" },
    "node_modules": { "some.json": "no" },
    "k8s": { "deploy.yaml": "a" },
    ".env": "c",
  });
  const read = await sourceFiles([folder]);
  assert.deepEqual(read.map(({ path, text }) => [path, text]), [
    ["shop/.env", "c"],
    ["shop/k8s/deploy.yaml", "a"],
    ["shop/web.yml", "b"],
  ]);
});

Deno.test("a folder with nothing in it, or with too much, is refused in a sentence", async () => {
  await assert.rejects(sourceFiles([folderOf("/empty", { "a.md": "" })]), /nothing to import/);
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}.yaml`, ""]));
  await assert.rejects(sourceFiles([folderOf("/many", many)]), /expected at most 500 files/);
});

Deno.test("files that are too large are refused before they are read", async () => {
  const large = Object.assign(new File(["a"], "large.yaml"), {
    text: () => Promise.reject(new Error("it was read")),
  });
  Object.defineProperty(large, "size", { value: 6 * 1024 * 1024 });
  await assert.rejects(sourceFiles([large]), /hold 6\.0 MiB: expected at most 5 MiB/);
});

/** What is in a folder: texts, and further folders. */
interface Tree {
  readonly [name: string]: string | Tree;
}

/** A folder as a browser hands it out: two entries at a time, in no order. */
function folderOf(fullPath: string, tree: Tree): FileSystemEntry {
  const name = fullPath.split("/").at(-1)!;
  const parts = Map.groupBy(Object.entries(tree), (_, at) => Math.floor(at / 2)).values().toArray();
  const reader = () => {
    let turn = 0;
    return {
      readEntries: (done: (entries: FileSystemEntry[]) => void) =>
        done(
          (parts[turn++] ?? []).map(([id, inner]) =>
            typeof inner === "string"
              ? fileAt(`${fullPath}/${id}`, inner)
              : folderOf(`${fullPath}/${id}`, inner)
          ),
        ),
    };
  };
  return { isDirectory: true, name, fullPath, createReader: reader } as unknown as FileSystemEntry;
}

function fileAt(fullPath: string, text: string): FileSystemEntry {
  const name = fullPath.split("/").at(-1)!;
  const file = (done: (file: File) => void) => done(new File([text], name));
  return { isDirectory: false, name, fullPath, file } as unknown as FileSystemEntry;
}
