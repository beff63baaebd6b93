export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The part of a browser's `window` that the script touches: it reads and calls nothing else. Tests hand in
 * one of their own, with its clock, its randomness and its network.
 */
export interface Page extends Pick<EventTarget, "addEventListener"> {
  readonly location: { readonly href: string };
  /** The clock that stamps events. */
  readonly performance: { now(): number };
  /** CSS px. */
  readonly screen: { readonly width: number; readonly height: number };
  /** Device px per CSS px. */
  readonly devicePixelRatio: number;
  readonly crypto: { getRandomValues(values: Uint32Array<ArrayBuffer>): unknown };
  readonly navigator: { sendBeacon(url: string, body: Bytes): boolean };
  readonly WebSocket: new (url: string, protocols: string[]) => PageSocket;
  fetch(url: string, request: PageRequest): Promise<PageAnswer>;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(timer: number | undefined): void;
}

/** As `WebSocket`. */
export interface PageSocket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(bytes: Bytes): void;
  close(): void;
}

/** As `RequestInit`. */
export interface PageRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Bytes;
  readonly signal: AbortSignal;
}

/** As `Response`. */
export interface PageAnswer {
  readonly ok: boolean;
  readonly status: number;
  json(): Promise<object>;
}
