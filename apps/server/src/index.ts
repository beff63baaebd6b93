export type { LiveEngine, RefusalCode, SessionProgress } from "./live/live-engine.js";
export type * from "./store/store.js";
export { openStore, type StoreOptions } from "./store/open-store.js";
