import type { PasswordCost } from "./access/password.js";

/** What the HTTP side can be told. */
export interface HttpSettings {
  /** Folder of the console's build; `null`: no console is served. */
  readonly consoleFolder: string | null;
  /** File of the browser script; `null`: none is served. */
  readonly captureScript: string | null;
  /** Bearer token for `/metrics` from other machines; `null`: this machine alone. */
  readonly metricsToken: string | null;
  /** Addresses of proxies whose `X-Forwarded-*` is believed. */
  readonly trustedProxies: readonly string[];
  /** Webhooks may go to private addresses, and by http to this machine: for development. */
  readonly privateWebhooks: boolean;
  /** Calls a minute from one address. */
  readonly requestsPerMinute: number;
  /** Tries a minute from one address to sign in or set up. */
  readonly loginsPerMinute: number;
  /** Metrics of the process too, such as memory and pauses; off where many servers share one process. */
  readonly processMetrics: boolean;
  /** Of the console's password; `undefined`: as strong as it should be. */
  readonly passwordCost?: PasswordCost | undefined;
}

export const DEFAULT_HTTP_SETTINGS: HttpSettings = {
  consoleFolder: null,
  captureScript: null,
  metricsToken: null,
  trustedProxies: [],
  privateWebhooks: false,
  requestsPerMinute: 3_000,
  loginsPerMinute: 10,
  processMetrics: true,
};
