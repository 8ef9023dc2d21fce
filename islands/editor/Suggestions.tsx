import type { JSX } from "preact";
import { suggestedValues } from "../../lib/model/suggested_values.ts";
import { shownValue } from "./field_values.ts";
import type { FieldViewProps } from "./ScalarField.tsx";

/** Offers values that may have been meant by one that does not fit. */
export function Suggestions({ form, field }: FieldViewProps): JSX.Element | null {
  const { path, schema, value, title } = field;
  if (value === undefined || typeof value === "object" || !form.editor.canEdit) return null;
  const values = suggestedValues(schema, value);
  if (values.length === 0) return null;
  return (
    <p class="suggestions">
      <span class="quiet">Did you mean</span>
      {values.map((suggested) => (
        <button
          key={String(suggested)}
          type="button"
          class="button is-small"
          aria-label={`Set ${title} to ${shownValue(suggested)}`}
          onClick={() => {
            form.settle();
            form.set(path, suggested);
            form.settle();
          }}
        >
          {shownValue(suggested)}
        </button>
      ))}
    </p>
  );
}
