import type { Fields } from "../fields.ts";

/** The class and access of a main volume, and further volumes. */
export function storageFields(f: Fields) {
  return {
    storageClass: f.of(
      "object-name",
      "Storage class",
      "The class of the volume; the cluster's default without.",
      {
        tier: "advanced",
        presets: ["standard", "gp3", "gp2", "io1", "io2", "st1", "sc1"],
      },
    ).exactOptional(),
    accessMode: accessField(f).default("ReadWriteOnce"),
    volumes: volumesField(f),
  };
}

/** The size and place of the volume of a container that may do without one. */
export function mainVolumeFields(f: Fields) {
  return {
    storage: f.of("quantity", "Storage", "The size of a volume that outlives the container.", {
      presets: ["1Gi", "5Gi", "10Gi", "20Gi", "50Gi", "100Gi"],
    }).exactOptional(),
    mountPath: f.of("path", "Mount path", "Where the volume is mounted.", {
      tier: "advanced",
      presets: ["/data", "/var/lib/data", "/opt/data", "/mnt"],
    }).default("/data"),
  };
}

/** Folders and files of the host itself. */
export function hostFoldersField(f: Fields) {
  const folder = f.object({
    source: f.of("host-path", "Source", "Absolute, or relative to the Compose file."),
    path: f.of("path", "Path", "Where it is mounted."),
    readOnly: f.flag("Read-only", "Whether the container may only read it.").default(true),
  });
  return f.list(
    folder,
    "Host folders",
    "Folders or files of the host itself; on Kubernetes only with podSecurity: privileged.",
    { tier: "expert", unique: "path" },
  ).exactOptional();
}

function accessField(f: Fields) {
  return f.choice(
    ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
    "Access mode",
    "Who may mount the volume.",
    { tier: "advanced" },
  );
}

function volumesField(f: Fields) {
  const volume = f.object(
    {
      name: f.of("port-name", "Name", "The name of the volume."),
      size: f.of("quantity", "Size", "How much it holds.").exactOptional(),
      claim: f.of("object-name", "Claim", "A claim that is already in the cluster.")
        .exactOptional(),
      path: f.of("path", "Path", "Where it is mounted."),
      class: f.of("object-name", "Class", "The storage class; the cluster's default without.")
        .exactOptional(),
      access: accessField(f).default("ReadWriteOnce"),
    },
    "Volume",
    "A volume of a size, or a claim that is already there.",
    { exactlyOne: ["size", "claim"] },
  );
  return f.list(volume, "Volumes", "Further volumes that outlive the container.", {
    tier: "expert",
    unique: "name",
  }).exactOptional();
}
