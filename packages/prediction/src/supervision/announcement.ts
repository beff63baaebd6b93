/** What a predictor tells the process that started it. */
export type Announcement =
  | { readonly kind: "listening"; readonly address: string }
  | { readonly kind: "failed"; readonly reason: string };

/** An announcement among whatever came over the channel; null for anything else. */
export function readAnnouncement(message: unknown): Announcement | null {
  if (typeof message !== "object" || message === null) return null;
  const { kind, address, reason } = message as Record<string, unknown>;
  if (kind === "listening" && typeof address === "string") return { kind, address };
  if (kind === "failed" && typeof reason === "string") return { kind, reason };
  return null;
}
