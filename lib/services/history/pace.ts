/** How many steps are taken at once. */
const AT_ONCE = 16;

/** Lets others have their turn now and then, on a long way of steps that are numbered from 0. */
export async function pace(step: number): Promise<void> {
  if (step % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
}
