/** Every protocol that an experiment can name. A new one is an entry here, and a row in docs/protocols.md. */
import { isDeepStrictEqual } from "node:util";
import type { Split } from "../experiment/split-settings.js";
import type { Protocol, ProtocolSettings } from "./protocol.js";

const blocks = (
  test: Split["test"],
  end: Split["end"] = "first",
  order: Split["order"] = "chronological",
): Split => ({ by: "blocks", test, order, end });

const SAME_PEOPLE = "the test's impostors are users whose other blocks were learnt from";

export const PROTOCOLS: readonly Protocol[] = [
  {
    name: "chronological-70",
    summary: "the first 70 blocks of every user; the others are learnt from",
    limits: `${SAME_PEOPLE}; the first session's rest is learnt from too`,
    settings: { split: blocks({ count: 70 }) },
  },
  {
    name: "random-70",
    summary: "70 blocks of every user drawn anywhere; the others are learnt from",
    limits: `${SAME_PEOPLE}; so are the test's neighbours, of the same minute: easier than in use`,
    settings: { split: blocks({ count: 70 }, "first", "random") },
  },
  {
    name: "first-20",
    summary: "the first 20 blocks of every user; the others are learnt from",
    limits: `as chronological-70, for blocks of more events; ${SAME_PEOPLE}`,
    settings: { split: blocks({ count: 20 }) },
  },
  {
    name: "first-10",
    summary: "the first 10 blocks of every user, to see that training went well; the others are learnt from",
    limits: `too few blocks to tell models apart; ${SAME_PEOPLE}`,
    settings: { split: blocks({ count: 10 }) },
  },
  {
    name: "last-40",
    summary: "the last 40 blocks of every user; those before are learnt from",
    limits: SAME_PEOPLE,
    settings: { split: blocks({ count: 40 }, "last") },
  },
  {
    name: "last-20-percent",
    summary: "the last fifth of every user's blocks; those before are learnt from",
    limits: `${SAME_PEOPLE}; with few sessions the test is of the same day`,
    settings: { split: blocks({ share: 0.2 }, "last") },
  },
  {
    name: "last-10-percent",
    summary: "the last tenth of every user's blocks; those before are learnt from",
    limits: `${SAME_PEOPLE}; with few sessions the test is of the same day`,
    settings: { split: blocks({ share: 0.1 }, "last") },
  },
  {
    name: "first-session",
    summary: "the first session of every user; the others are learnt from",
    limits: "figures hang on that one session of each",
    settings: { split: { by: "sessions", test: { count: 1 }, order: "chronological", end: "first" } },
  },
  {
    name: "last-30-percent-of-sessions",
    summary: "the last sessions of every user, three of ten; those before are learnt from",
    limits: SAME_PEOPLE,
    settings: { split: { by: "sessions", test: { share: 0.3 }, order: "chronological", end: "last" } },
  },
  {
    name: "unseen-impostors",
    summary:
      "authentication: chronological-70, but each model learns from half of the other users (impostors.trainingShare) and the rest are the test's impostors; everybody is unseen by equally many models",
    limits:
      "settings may have been chosen with these very people; the first session's rest is learnt from too",
    settings: { split: blocks({ count: 70 }), impostors: { trainingShare: 0.5 } },
  },
  {
    name: "starts-of-sessions",
    summary:
      "to choose settings by: the test of chronological-70 is left out, and the first 20 blocks of every session without any of it are measured",
    limits: "development figures, for choosing; report chronological-70",
    settings: {
      split: blocks({ count: 70 }),
      development: { test: { count: 20 }, each: "session", order: "chronological", end: "first" },
    },
  },
  {
    name: "blocks-71-to-140",
    summary:
      "to choose settings by: the test of chronological-70 is left out, and the 70 blocks behind it are measured",
    limits: "a poor stand-in: a minute or two of sessions whose other minutes are learnt from",
    settings: {
      split: blocks({ count: 70 }),
      development: { test: { count: 70 }, order: "chronological", end: "first" },
    },
  },
];

/** The protocol that an experiment follows, where it has a name, whatever its parameters. */
export function protocolOf({ split, development, impostors }: ProtocolSettings): Protocol | undefined {
  return PROTOCOLS.find(
    ({ settings }) =>
      isDeepStrictEqual(settings.split, split) &&
      isDeepStrictEqual(settings.development, development) &&
      (settings.impostors === undefined) === (impostors === undefined),
  );
}
