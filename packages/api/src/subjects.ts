/** People and what is known of them. */
import { z } from "zod";
import { modelVersion } from "./decisions.js";
import { count, id, name, timestamp } from "./values.js";

export const subject = z.object({
  id,
  /** The project's own name for the person, unique in it: best a pseudonym. */
  name,
  createdAt: timestamp,
  /** Whether there are enough blocks of the current model to compare with. */
  enrolled: z.boolean(),
  /** Enrolled blocks of the current model. */
  blocks: count,
});
export type Subject = z.output<typeof subject>;
export const newSubject = z.strictObject({ name });

/** A session's signatures taken as a person's. */
export const enrolment = z.object({
  id,
  subject: id,
  /** `null` once the session is erased. */
  session: id.nullable(),
  blocks: count,
  model: modelVersion,
  createdAt: timestamp,
});
export type Enrolment = z.output<typeof enrolment>;
export const newEnrolment = z.strictObject({ session: id });

/** All that is stored of one person. */
export const subjectExport = z.object({
  subject,
  enrolments: z.array(
    enrolment.extend({ /** Mean signature: base64 of little-endian float32. */ signature: z.string() }),
  ),
  sessions: z.array(
    z.object({
      id,
      startedAt: timestamp,
      endedAt: timestamp.nullable(),
      blocks: z.array(
        z.object({ startMs: z.number(), endMs: z.number(), /** As above. */ signature: z.string() }),
      ),
      /**
       * Batches of the wire format, base64, where events are kept. Those that came close together are one, under the
       * last one's number.
       */
      batches: z.array(z.object({ recording: z.int(), sequence: z.int(), bytes: z.string() })),
      /** Movements that are kept to find replays of them: a column each of milliseconds and pixels. */
      tracks: z.array(z.object({ tMs: z.array(z.number()), x: z.array(z.number()), y: z.array(z.number()) })),
      decisions: z.array(z.unknown()),
    }),
  ),
});
