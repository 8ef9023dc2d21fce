import type { Role } from "../../lib/model/role.ts";
import type { RuleSettings } from "../../lib/model/rules/settings.ts";

/** What the server gives the editor, as plain JSON. */
export interface EditorProps {
  /** The workflow's name. */
  readonly name: string;
  /** The text of its file. */
  readonly text: string;
  /** The ETag of the file, without quotes. */
  readonly etag: string;
  /** The commit that the files were read at. */
  readonly commit: string;
  readonly layout: LayoutFile;
  /** What the person may do. */
  readonly role: Role;
  readonly environments: readonly EnvironmentChoice[];
  /** What a workflow can be rendered as. */
  readonly outputs: readonly { readonly id: string; readonly title: string }[];
  /** What the repository says about rules, and the day that counts for its exceptions. */
  readonly rules: { readonly settings: RuleSettings; readonly today: string };
  /** Where the catalogue is read. */
  readonly catalogueUrl: string;
  /** What style sheets made by script carry, for the policy of the page. */
  readonly nonce?: string;
}

/** The layout file; `etag` is `null` where it is made and not read. */
export interface LayoutFile {
  readonly text: string;
  readonly etag: string | null;
}

/** An environment that can be deployed to. */
export interface EnvironmentChoice {
  readonly name: string;
  readonly target: string;
  readonly output: string;
}
