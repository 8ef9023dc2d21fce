import { useSignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";

/** A view whose script is loaded when it is first shown. */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Late(props: Props): JSX.Element {
    const isLoaded = useSignal(loaded !== undefined);
    const isBroken = useSignal(false);
    useEffect(() => {
      if (loaded) return;
      load().then((view) => {
        loaded = view;
        isLoaded.value = true;
      }, () => isBroken.value = true);
    }, []);
    if (isBroken.value) {
      return (
        <p class="quiet" role="alert">
          This part could not be loaded. Check the connection and load the page again.
        </p>
      );
    }
    if (!isLoaded.value || !loaded) return <p class="quiet" role="status">Loading</p>;
    const View = loaded;
    return <View {...props} />;
  };
}
