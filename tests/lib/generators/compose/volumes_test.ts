import assert from "node:assert/strict";
import { appOf, taskOf } from "../kubernetes/plans.ts";
import { composeOf, lossesOf, serviceOf } from "./rendering.ts";

const LOGS = { name: "logs", size: "1Gi", path: "/logs", access: "ReadOnlyMany" } as const;

Deno.test("volumes are named after their node and mounted at their paths", () => {
  const db = appOf("db", { storage: "10Gi", mountPath: "/var/lib/$db", volumes: [LOGS] });
  const file = composeOf([db]);
  assert.deepEqual(file.volumes, { "db-data": {}, "db-logs": {} });
  assert.deepEqual(file.services.db.volumes, [
    { type: "volume", source: "db-data", target: "/var/lib/$$db" },
    { type: "volume", source: "db-logs", target: "/logs", read_only: true },
  ]);
});

Deno.test("size, class and an exclusive access have no counterpart", () => {
  const db = appOf("db", {
    storage: "10Gi",
    storageClass: "fast",
    replicas: 2,
    volumes: [{ ...LOGS, class: "slow", access: "ReadWriteOncePod" }],
  });
  const size = "approximated: all replicas share one volume; a Docker volume has no size of its " +
    "own; when it is new, it takes its owner from the folder in the image";
  assert.deepEqual(lossesOf(db), [
    `db.storage: ${size}`,
    "db.storageClass: dropped: a Docker volume has no class",
    "db.volumes[0].access: dropped: Docker lets any container mount a volume",
    "db.volumes[0].class: dropped: a Docker volume has no class",
    `db.volumes[0].size: ${size}`,
  ]);
});

Deno.test("a task is a service of the profile jobs that runs once and reads the first volume", () => {
  const db = appOf("db", { storage: "10Gi" });
  const task = taskOf("db", {
    volumeOf: "db",
    command: ["backup"],
    retention: 7,
    location: "s3://$b",
  });
  const backup = serviceOf("db-backup", db, task);
  assert.deepEqual([backup.profiles, backup.restart], [["jobs"], "no"]);
  assert.deepEqual([backup.image, backup.entrypoint], ["ghcr.io/acme/backup:1", ["backup"]]);
  assert.deepEqual(backup.environment, {
    BACKUP_LOCATION: "s3://$$b",
    BACKUP_RETENTION_DAYS: "7",
  });
  assert.deepEqual(backup.volumes, [
    { type: "volume", source: "db-data", target: "/data", read_only: true },
  ]);
  for (const key of ["cap_drop", "security_opt", "read_only", "mem_limit", "pids_limit", "user"]) {
    assert.deepEqual(backup[key], serviceOf("db", db)[key], key);
  }
});
