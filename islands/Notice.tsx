import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { circleAlert, circleCheck, info } from "./icon.ts";

/** What a notice is told. */
export interface NoticeProps {
  readonly tone: "info" | "success" | "warning" | "fault";
  readonly children: ComponentChildren;
}

/** Says something in the page; a fault is read out at once. */
export function Notice({ tone, children }: NoticeProps): JSX.Element {
  const icon = tone === "success" ? circleCheck : tone === "info" ? info : circleAlert;
  return (
    <div class={`notice is-${tone}`} role={tone === "fault" ? "alert" : "status"}>
      <Icon of={icon} />
      <div>{children}</div>
    </div>
  );
}
