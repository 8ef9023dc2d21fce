/** A workflow in an environment: where one deployment happens at a time. */
export interface Place {
  readonly workflow: string;
  readonly environment: string;
}

/** The lease of whoever changes a place. */
export function leaseName({ workflow, environment }: Place): string {
  return `deploy/${environment}/${workflow}`;
}
