import { useSignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { loadLate } from "./late_loading.ts";

/** A view whose script is loaded when it is first shown, unless it is there already. */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Late(props: Props): JSX.Element {
    const isLoaded = useSignal(loaded !== undefined);
    const isBroken = useSignal(false);
    // Before anything is painted: a script that is there shows its view without a flicker.
    useLayoutEffect(() => {
      if (loaded) return;
      void loadLate(load, () => isBroken.value = true).then((view) => {
        loaded = view;
        isLoaded.value = true;
      });
    }, []);
    if (isLoaded.value && loaded) {
      const View = loaded;
      return <View {...props} />;
    }
    if (!isBroken.value) return <p class="quiet" role="status">Loading</p>;
    return (
      <p class="quiet" role="alert">
        This part could not be loaded. Celestra tries again; check the connection, or load the page
        again.
      </p>
    );
  };
}
