import { AppError } from "../../model/error.ts";
import type { SecretFiles } from "../secret_files.ts";
import type { Application } from "../target.ts";

/** Throws `secret_missing` for the first value that is not there, naming the command that sets it. */
export async function checkSecrets(
  { workflow, environment, secrets }: Application,
  files: SecretFiles,
): Promise<void> {
  for (const [node, keys] of Object.entries(secrets)) {
    for (const key of keys) {
      if (await files.has({ environment, workflow, node, key })) continue;
      const command = `celestra secret set ${workflow} ${node} ${key} --env ${environment} --stdin`;
      throw new AppError(
        "secret_missing",
        `The secret ${node}.${key} has no value in ${environment}; set it with: ${command}`,
        { details: { node, key } },
      );
    }
  }
}
