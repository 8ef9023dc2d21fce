/// <reference lib="dom" />
import type { JSX } from "preact";
import { initially } from "./initially.ts";

/** What the field of a name is told. */
export interface NameFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly autocomplete?: string;
}

/** The form of a name; a browser checks `pattern` as a whole. */
const NAME = "[a-z]([a-z0-9\\-]{0,50}[a-z0-9])?";

const RULE = "Lower-case letters, digits and dashes; it begins with a letter.";

/** Asks for a name of the form that names and ids have. */
export function NameField(
  { label, hint = RULE, value = "", autocomplete = "off" }: NameFieldProps,
): JSX.Element {
  return (
    <div class="field">
      <label for="name">{label}</label>
      <input
        class="input"
        id="name"
        name="name"
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        maxLength={52}
        pattern={NAME}
        title={RULE}
        {...initially(value)}
        aria-describedby="name-hint"
      />
      <p class="hint" id="name-hint">{hint}</p>
    </div>
  );
}
