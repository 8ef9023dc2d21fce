import type { Deployment, DeploymentState } from "../../model/deployment.ts";

/** News of a deployment on their way to be written. */
export interface Gathered {
  /** Takes in how a deployment is now. */
  add(deployment: Deployment): void;
  /** Writes the rest without a pause. Rejects when something could not be written. */
  flush(): Promise<void>;
}

/**
 * Writes news in their order. Every state is written; what the nodes do within one is written as it
 * is in the end, at most once in `pause` milliseconds, so that a storm of it floods nobody.
 */
export function gather(
  write: (deployment: Deployment) => Promise<void>,
  pause: number,
): Gathered {
  const waiting: Deployment[] = [];
  let written: Promise<void> = Promise.resolve();
  let isWriting = false;
  let isHurried = false;
  let told: DeploymentState | undefined;
  let wake = () => {};

  /** After a failure nothing more is written: it would lie beside a hole. */
  async function drain(): Promise<void> {
    isWriting = true;
    for (let next; (next = waiting.shift());) {
      told = next.state;
      await write(next);
      if (!isHurried && waiting.every(({ state }) => state === told)) await rest();
    }
    isWriting = false;
  }

  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    add(deployment) {
      if (waiting.at(-1)?.state === deployment.state) waiting.pop();
      waiting.push(deployment);
      // A new state waits for nobody.
      if (deployment.state !== told) wake();
      if (isWriting) return;
      written = drain();
      written.catch(() => {});
    },
    flush() {
      isHurried = true;
      wake();
      return written;
    },
  };
}
