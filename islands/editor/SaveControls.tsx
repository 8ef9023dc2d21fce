/// <reference lib="dom" />
import type { JSX } from "preact";
import { check, circleAlert, type IconNode, loader } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { Editor } from "./editor.ts";
import { chevronDown, fileCheck, save } from "./icon.ts";
import { clockTime } from "./clock_time.ts";
import type { EditorViewProps } from "./view_props.ts";

/** How saving stands, in a word. */
export function SaveState({ editor }: EditorViewProps): JSX.Element {
  const { icon, text, tone, title } = lookOf(editor);
  // A draft is kept again and again; that is looked up and not read out.
  const live = editor.saving.isDirty.value && tone !== "is-fault" ? "off" : "polite";
  return (
    <span class={`save-state ${tone}`} role="status" aria-live={live} title={title}>
      {icon && <Icon of={icon} size={14} />}
      <span>{text}</span>
    </span>
  );
}

interface Look {
  readonly icon?: IconNode;
  readonly text: string;
  readonly tone: string;
  readonly title?: string | undefined;
}

function lookOf({ saving, canEdit }: Editor): Look {
  const state = saving.state.value;
  if (!canEdit) return { text: "Read only", tone: "" };
  if (state === "saving") return { icon: loader, text: "Saving", tone: "is-moving" };
  if (!saving.isDirty.value) return { icon: check, text: "Saved", tone: "" };
  const { savedAt, fault = saving.fault.value, isWhole } = saving.draft.value;
  if (state === "failed" || saving.draft.value.fault) {
    return { icon: circleAlert, text: "Not saved", tone: "is-fault", title: fault };
  }
  if (savedAt === undefined || (isWhole && !saving.isKept.value)) {
    return { text: "Edited", tone: "is-edited", ...(!isWhole && { title: PARTLY }) };
  }
  const text = `Draft saved ${clockTime(savedAt)}`;
  return isWhole
    ? { icon: fileCheck, text, tone: "is-kept", title: KEPT }
    : { text, tone: "is-edited", title: PARTLY };
}

const KEPT = "Your edits are kept for you. Save makes them a commit that everybody sees.";

const PARTLY = "Comments, and a source that cannot be read, are in no draft. Save keeps all of it.";

/** Saves, with or without a message. */
export function SaveButtons({ editor }: EditorViewProps): JSX.Element {
  const { saving, panels } = editor;
  const reason = saveRefusal(editor);
  return (
    <div class="split">
      <button
        type="button"
        class="button is-small"
        aria-disabled={reason !== undefined}
        title={reason ?? "Save (Ctrl+S)"}
        onClick={() => reason === undefined && saving.save()}
      >
        <Icon of={save} />
        <span class="button-word">Save</span>
      </button>
      <button
        type="button"
        class="button is-small is-icon is-extra"
        aria-label="Save with a message"
        title={reason ?? "Save with a message"}
        aria-disabled={reason !== undefined}
        onClick={() => {
          if (reason === undefined) panels.dialog.value = "save";
        }}
      >
        <Icon of={chevronDown} size={14} />
      </button>
    </div>
  );
}

/** Why it cannot be saved; `undefined` when it can. */
function saveRefusal({ canEdit, saving }: Editor): string | undefined {
  if (!canEdit) {
    return "You may look at this workflow. To change it, ask an administrator for the role editor.";
  }
  if (saving.state.value === "saving") return "It is being saved.";
  return saving.isDirty.value ? undefined : "Everything is saved.";
}
