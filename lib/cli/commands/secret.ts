import { AppError } from "../../model/error.ts";
import { referenceOf, secretReferences } from "../../services/content/secret_references.ts";
import { createSecretFiles } from "../../targets/secret_files.ts";
import { excludeData } from "../exclude.ts";
import { EXIT } from "../exit.ts";
import { repositoryOf } from "../repository.ts";
import type { Command } from "../command.ts";
import { openEnvironment, openWorkflow } from "../source.ts";
import { checking, tools } from "../tools.ts";

/** `celestra secret set`: a value that lives outside Git and is never shown again. */
export const command: Command = {
  usage: {
    line: "secret set <workflow> <node> <KEY> --env <environment> --stdin [--repo DIR]",
    summary: "Sets a secret value, read from standard input; one final line end is dropped.",
    values: ["env", "repo"],
    flags: ["stdin"],
    count: [4, 4],
  },
  async run(options, host) {
    const [verb, name, id, key] = options.args as [string, string, string, string];
    if (verb !== "set") throw new AppError("usage", `There is no "secret ${verb}"; expected set`);
    const env = options.needed("env");
    if (!options.has("stdin")) {
      throw new AppError("usage", "The value is read from standard input only: add --stdin");
    }
    const repository = repositoryOf(options, host);
    const contents = await repository.contents();
    const check = checking();
    const workflow = await openWorkflow(name, contents, check, host, repository.shown);
    const environment = await openEnvironment(env, contents, check, host, repository.shown);
    const references = secretReferences(workflow.document, environment.document, tools);
    const place = { environment: env, workflow: name, node: id, key };
    const { mount } = referenceOf(references, place);
    const value = (await host.input()).replace(/\r?\n$/, "");
    if (value === "") throw new AppError("invalid_input", `The value of ${id}.${key} is empty`);
    excludeData(repository.root, repository.data);
    await createSecretFiles(repository.data).set(place, value, mount);
    host.out(`${key} of ${id} is set for ${name} in ${env}\n`);
    return EXIT.ok;
  },
};
