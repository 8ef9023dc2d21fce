/**
 * Writes a file whole or not at all: into a temporary one beside it, which then takes its name.
 *
 * @param mode The permissions of the file.
 */
export async function writeFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path.slice(0, path.lastIndexOf("/"))}/.tmp-${crypto.randomUUID()}`;
  try {
    using file = await Deno.open(temporary, { createNew: true, write: true, mode: 0o600 });
    await writeAll(file, new TextEncoder().encode(text));
    await file.sync();
    await Deno.chmod(temporary, mode);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}
