import type { Artifact } from "../../model/artifact.ts";
import { sopsSecretOf } from "../../model/sops.ts";
import type { Context } from "./context.ts";

/**
 * The Secrets that SOPS encrypted, byte for byte. They lie in a folder of their own, since
 * `kubectl apply -f` cannot read them and would stop (decision 17).
 */
export function sopsFilesOf({ index }: Context): Artifact[] {
  return [...index.secrets.values()].flatMap((secret) => {
    const text = secret.value("source") === "sops" ? secret.value("sops") : undefined;
    if (text === undefined) return [];
    secret.approximate(
      "sops",
      "it lies beside the manifests: `sops decrypt sops/<node>.yaml | kubectl apply -f -`, or Flux, " +
        `applies it${sopsSecretOf(text)?.namespace ? "" : " in the namespace that it is told"}`,
    );
    const to = text.trimEnd().split("\n").length;
    const map = [{ from: 1, to, node: secret.node, path: [...secret.path, "sops"] }];
    return [{ path: `sops/${secret.node}.yaml`, text, map }];
  });
}
