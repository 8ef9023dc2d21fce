import assert from "node:assert/strict";
import { appOf, secretOf, settingOf } from "./plans.ts";
import { objectOf, podOf } from "./rendering.ts";

Deno.test("/tmp is memory and each writable folder a volume of a bounded size", () => {
  const { spec } = podOf(
    "api",
    appOf("api", { writable: ["/var/cache", "/var/My Files"], writableSize: "1024Ki" }),
  );
  assert.deepEqual(spec.volumes.map(({ emptyDir }: { emptyDir: object }) => emptyDir), [
    { medium: "Memory", sizeLimit: "1Mi" },
    { sizeLimit: "1Mi" },
    { sizeLimit: "1Mi" },
  ]);
  const mounts = spec.containers[0].volumeMounts;
  assert.deepEqual(mounts.map(({ mountPath }: { mountPath: string }) => mountPath), [
    "/tmp",
    "/var/cache",
    "/var/My Files",
  ]);
  assert.deepEqual(mounts.slice(0, 2).map(({ name }: { name: string }) => name), [
    "tmp",
    "write-var-cache",
  ]);
  assert.match(mounts[2].name, /^write-[0-9a-f]{14}$/);
});

Deno.test("an image whose files can be written has a /tmp of its own", () => {
  const { spec } = podOf("api", appOf("api", { readOnly: false }));
  assert.equal(spec.volumes, undefined);
  assert.equal(spec.containers[0].volumeMounts, undefined);
});

Deno.test("a folder is mounted once, and a volume that stays wins", () => {
  const { spec } = podOf(
    "api",
    appOf("api", { storage: "1Gi", mountPath: "/tmp", writable: ["/tmp", "/a", "/a"] }),
  );
  const paths = spec.containers[0].volumeMounts.map(({ mountPath, name }: {
    mountPath: string;
    name: string;
  }) => `${name} ${mountPath}`);
  assert.deepEqual(paths, ["data /tmp", "write-a /a"]);
});

Deno.test("volume names never meet", () => {
  const volume = { size: "1Gi", access: "ReadWriteOnce" } as const;
  const { spec } = podOf(
    "api",
    appOf("api", {
      settings: ["one"],
      volumes: [
        { ...volume, name: "tmp", path: "/a" },
        { ...volume, name: "config-one", path: "/b" },
      ],
    }),
    settingOf("one", { mount: "file" }),
  );
  assert.deepEqual(spec.containers[0].volumeMounts.map(({ name }: { name: string }) => name), [
    "tmp",
    "config-one",
    "config-one-2",
    "tmp-2",
  ]);
});

Deno.test("settings as files are a read-only folder, or one file", () => {
  const { spec } = podOf(
    "api",
    appOf("api", { settings: ["conf", "one"], readOnly: false }),
    settingOf("conf", { mount: "both", path: "/etc/conf", mode: "0640" }),
    settingOf("one", { mount: "file", path: "/etc/one.conf", subPath: "one.conf" }),
  );
  assert.deepEqual(spec.volumes, [
    { configMap: { defaultMode: 0o640, name: "conf" }, name: "config-conf" },
    { configMap: { defaultMode: 0o644, name: "one" }, name: "config-one" },
  ]);
  assert.deepEqual(spec.containers[0].volumeMounts, [
    { mountPath: "/etc/conf", name: "config-conf", readOnly: true },
    { mountPath: "/etc/one.conf", name: "config-one", readOnly: true, subPath: "one.conf" },
  ]);
  assert.deepEqual(spec.containers[0].env.map(({ name }: { name: string }) => name), ["LOG_LEVEL"]);
});

Deno.test("a secret as files shows the keys that it names and no other", () => {
  const { spec } = podOf(
    "api",
    appOf("api", { settings: ["credentials"], readOnly: false }),
    secretOf("credentials", {
      secretName: "vault",
      keys: ["B", "A"],
      mode: "0400",
      optional: true,
    }),
  );
  assert.deepEqual(spec.volumes, [{
    name: "secret-credentials",
    secret: {
      defaultMode: 0o400,
      items: [{ key: "B", path: "B" }, { key: "A", path: "A" }],
      optional: true,
      secretName: "vault",
    },
  }]);
});

Deno.test("what shares a folder is projected into one volume, and the last of a name wins", () => {
  const { spec } = podOf(
    "api",
    appOf("api", { settings: ["conf", "credentials"], readOnly: false }),
    settingOf("conf", { mount: "file", path: "/etc/app", data: { A: "1", B: "2" } }),
    secretOf("credentials", { path: "/etc/app", keys: ["B"], mode: "0400" }),
  );
  assert.deepEqual(spec.volumes, [{
    name: "files-etc-app",
    projected: {
      sources: [
        { configMap: { items: [{ key: "A", mode: 0o644, path: "A" }], name: "conf" } },
        { secret: { items: [{ key: "B", mode: 0o400, path: "B" }], name: "credentials" } },
      ],
    },
  }]);
});

Deno.test("storage of an app is a claim named after it", () => {
  const app = appOf("api", {
    storage: "10Gi",
    storageClass: "fast",
    volumes: [{ name: "media", size: "1Gi", path: "/media", access: "ReadOnlyMany" }],
  });
  assert.deepEqual(objectOf([app], "20-persistentvolumeclaim-api-data.yaml").spec, {
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "10Gi" } },
    storageClassName: "fast",
  });
  const { spec } = podOf("api", app);
  assert.deepEqual(spec.volumes.slice(0, 2), [
    { name: "data", persistentVolumeClaim: { claimName: "api-data" } },
    { name: "media", persistentVolumeClaim: { claimName: "api-media" } },
  ]);
  assert.deepEqual(spec.containers[0].volumeMounts.slice(0, 2), [
    { mountPath: "/data", name: "data" },
    { mountPath: "/media", name: "media", readOnly: true },
  ]);
});
