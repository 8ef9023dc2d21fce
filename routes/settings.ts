/** What the app needs to know of the world around it. */
export interface AppSettings {
  /** The origin under which people reach us: `https://celestra.example.com`. */
  readonly publicUrl: string;
  /** The addresses of proxies whose `X-Forwarded-For` counts. */
  readonly trustedProxies: readonly string[];
  /** What `/metrics` asks for; without it only this machine may read them. */
  readonly metricsToken?: string;
  /** Whether every request is logged. */
  readonly isDebug: boolean;
  /** How long a body may take to come, in milliseconds; 10 s unless told. */
  readonly bodyPatience?: number;
}
