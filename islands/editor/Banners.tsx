/// <reference lib="dom" />
import type { JSX } from "preact";
import { Notice } from "../Notice.tsx";
import type { Saving } from "./saving.ts";
import type { EditorViewProps } from "./view_props.ts";

/** Says above the canvas what a person has to know before going on. */
export function Banners(
  { editor: { saving, drawing, panels, canEdit } }: EditorViewProps,
): JSX.Element | null {
  const { isDeleted, rival, refused, fault, state, draft, clash } = saving;
  if (isDeleted.value) return <Deleted saving={saving} canEdit={canEdit} />;
  if (clash.value && panels.side.value === "conflicts") return null;
  if (clash.value) {
    return (
      <Banner tone="warning" action="Decide" run={() => panels.side.value = "conflicts"}>
        Not saved: {clash.value.isUnreadable
          ? clash.value.message
          : "somebody saved meanwhile, and both of you changed the same."}
      </Banner>
    );
  }
  if (rival.value) {
    const { actor, count } = rival.value;
    return (
      <Banner tone="info" action={count ? "Decide" : undefined} run={() => void saving.save()}>
        {actor} saved this workflow while you edit it. {count
          ? `Both of you changed ${count === 1 ? "one thing" : `${count} things`} differently.`
          : "Saving puts both together."}
      </Banner>
    );
  }
  if (draft.value.fault && state.value !== "saving") {
    return (
      <Banner tone="fault" action="Try again" run={() => void saving.keep()}>
        Not saved: {draft.value.fault}
      </Banner>
    );
  }
  if (state.value === "failed" && fault.value) {
    return (
      <Banner
        tone="fault"
        {...(refused.value.length > 0
          ? { action: "Show problems", run: () => panels.open("problems") }
          : { action: "Try again", run: () => void saving.save() })}
      >
        Not saved: {fault.value}
      </Banner>
    );
  }
  if (!drawing.isReadable.value) {
    return (
      <Banner tone="warning" action="Open the source" run={() => panels.open("source")}>
        The source cannot be read as it stands.
        {canEdit && " The canvas shows it as it last could; correct the source to go on drawing."}
      </Banner>
    );
  }
  return null;
}

/** Says that somebody deleted the workflow; whoever edits it may make it again. */
function Deleted(
  { saving, canEdit }: { readonly saving: Saving; readonly canEdit: boolean },
): JSX.Element {
  const canRecreate = canEdit && saving.isDirty.value;
  return (
    <Banner
      tone="warning"
      action={canRecreate ? "Make it again" : undefined}
      run={() => void saving.save({ recreate: true })}
    >
      This workflow was deleted. {canRecreate
        ? "Your edits are still here; they can make it again."
        : "Copy what you need from the Source tab."}
    </Banner>
  );
}

interface BannerProps {
  readonly tone: "info" | "warning" | "fault";
  readonly children: JSX.Element | string | readonly (string | false)[] | unknown;
  readonly action?: string | undefined;
  readonly run?: () => void;
}

function Banner({ tone, children, action, run }: BannerProps): JSX.Element {
  return (
    <div class="editor-banner">
      <Notice tone={tone}>
        <span>{children as string}</span>
        {action && <button type="button" class="button is-small" onClick={run}>{action}</button>}
      </Notice>
    </div>
  );
}
