/** Calls to a project's own server when something is decided. */
import { z } from "zod";
import { decision } from "./decisions.js";
import { count, id, timestamp } from "./values.js";

export const webhookEvent = z.enum([
  "verification",
  "identification",
  "anomaly",
  "liveness",
  "replay",
  "enrolment",
  "session.ended",
]);

export const webhook = z.object({
  id,
  url: z.url().max(500),
  events: z.array(webhookEvent).min(1),
  createdAt: timestamp,
  /** Of the deliveries that still wait. */
  waiting: count,
  lastDeliveredAt: timestamp.nullable(),
  /** Why the latest delivery failed; null where it did not. */
  lastFailure: z.string().nullable(),
});
export type Webhook = z.output<typeof webhook>;

export const newWebhook = z.strictObject({
  url: z
    // As URLs are written: what is kept is what is called, and blanks, NUL and other scripts are escaped.
    .url({ protocol: /^https?$/, normalize: true })
    .max(500)
    .meta({ description: "https; http only to the same machine" }),
  events: z.array(webhookEvent).min(1).max(webhookEvent.options.length),
});
/** The secret signs each body: header `wristprint-signature: t=SECONDS,v1=HEX`, HMAC-SHA-256 of `SECONDS.BODY`. */
export const createdWebhook = webhook.extend({ secret: z.string() });

/** The body that is delivered. The same `id` may come again after a failure. */
export const webhookDelivery = z.object({
  id,
  event: webhookEvent,
  at: timestamp,
  project: id,
  data: z.union([
    decision,
    z.object({ session: id }),
    z.object({ subject: id, enrolment: id, session: id.nullable(), blocks: count }),
  ]),
});
