/// <reference lib="dom" />
import type { JSX } from "preact";
import { Notice } from "../Notice.tsx";
import type { EditorViewProps } from "./view_props.ts";

/** Says above the canvas what a person has to know before going on. */
export function Banners(
  { editor: { saving, drawing, panels, canEdit } }: EditorViewProps,
): JSX.Element | null {
  const { isDeleted, offer, refused, fault, state } = saving;
  if (isDeleted.value) {
    return (
      <Banner tone="warning">
        This workflow was deleted. Copy what you need from the Source tab; it cannot be saved any
        more.
      </Banner>
    );
  }
  if (offer.value) {
    return (
      <Banner tone="info" action="Look" run={() => void saving.review()}>
        {offer.value.actor} saved this workflow while you edit it.
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

interface BannerProps {
  readonly tone: "info" | "warning" | "fault";
  readonly children: JSX.Element | string | readonly (string | false)[] | unknown;
  readonly action?: string;
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
