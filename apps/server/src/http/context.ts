/** What every part of the HTTP side works with; handed in, so that tests choose it. */
import type { LiveEngine } from "../live/live-engine.js";
import type { ModelVersion, Store } from "../store/store.js";
import type { RandomBytes } from "./access/secrets.js";
import type { SessionTokens } from "./access/session-token.js";
import type { Feed } from "./feed.js";
import type { HttpSettings } from "./http-settings.js";

export interface RecogniserModel extends ModelVersion {
  /** As the console shows it. */
  readonly card: unknown;
  /** Blocks that a person needs at least, to be compared with. */
  readonly smallestReference: number;
}

/** The model that signatures are made with now, and the predictors that make them. */
export interface Recogniser {
  /** `null` until a predictor has told. */
  readonly model: RecogniserModel | null;
  readonly predictors: readonly {
    readonly address: string;
    readonly healthy: boolean;
    /** Blocks on their way to it. */
    readonly outstanding: number;
  }[];
}

export interface ServerContext {
  readonly store: Store;
  readonly engine: LiveEngine;
  readonly recogniser: Recogniser;
  readonly settings: HttpSettings;
  readonly tokens: SessionTokens;
  readonly feed: Feed;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly random: RandomBytes;
  /** Of this server. */
  readonly version: string;
  /** For whoever sets it up from another machine. */
  readonly setupCode: string;
}
