/** A volume of a pod and where the container sees it. */
export interface Mount {
  /** Where the container sees it. */
  readonly path: string;
  /** The name that the volume would like to have. */
  readonly volume: string;
  /** Fields of the mount besides the volume's name. */
  readonly mount: object;
  /** Fields of the volume besides its name; none where a claim template makes it. */
  readonly source?: object;
}

/** The longest name of a volume. */
const LONGEST = 63;

/**
 * Gives each volume a name of its own; the first keeps the one that it would like to have.
 *
 * @param scratch Folders that need no volume where another one is mounted already.
 */
export function mountsOf(
  mounts: readonly Mount[],
  scratch: readonly Mount[],
): { volumes: object[]; volumeMounts: object[] } {
  const names = new Set<string>();
  const paths = new Set(mounts.map(({ path }) => path));
  const volumes: object[] = [];
  const volumeMounts: object[] = [];
  const add = ({ volume, mount, source }: Mount) => {
    const name = freeName(volume, names);
    volumeMounts.push({ name, ...mount });
    if (source) volumes.push({ name, ...source });
  };
  mounts.forEach(add);
  for (const mount of scratch) {
    if (paths.has(mount.path)) continue;
    paths.add(mount.path);
    add(mount);
  }
  return { volumes, volumeMounts };
}

function freeName(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let count = 2; names.has(name); count++) {
    name = `${wanted.slice(0, LONGEST - 4)}-${count}`;
  }
  names.add(name);
  return name;
}
