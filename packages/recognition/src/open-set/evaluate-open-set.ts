/** How well an encoder names the people it knows, and nobody else, when strangers come too. */
import { type Comparator, createComparator, type Random, type Trace } from "@wristprint/core";
import type { Encoder } from "../encoder/load-encoder.js";
import { embedSides, type Sides } from "../verification/embed-sides.js";
import { makeReferences, probesOf, type SubjectReference } from "../verification/reference-sets.js";
import type { SessionSignatures } from "../verification/session-signatures.js";
import { dividePeople } from "./divide-people.js";
import { identify, type Search } from "./identify.js";
import { type OpenSetFigures, openSetFigures } from "./open-set-figures.js";

export interface EvaluateOpenSetOptions extends Sides<Trace> {
  readonly encoder: Pick<Encoder, "card" | "cohort" | "embed">;
  /** How long searches are, in blocks. */
  readonly blocks: readonly number[];
  /** False positive identification rates to choose thresholds for, in (0, 1). */
  readonly targets: readonly number[];
  /** The share of the people who are enrolled, in (0, 1); the rest are strangers. */
  readonly enrolledShare: number;
  /** How many times the people are divided. */
  readonly divisions: number;
  readonly random: Random;
}

export interface OpenSetResult {
  readonly encoder: { readonly name: string; readonly version: string };
  /** People in each division: enrolled, strangers for thresholds, strangers for the test. */
  readonly people: { readonly enrolled: number; readonly development: number; readonly test: number };
  readonly divisions: number;
  readonly byBlocks: readonly (OpenSetFigures & { readonly blocks: number })[];
}

/**
 * Divides the people again and again into enrolled and strangers, and searches for all among the enrolled. Those enrolled
 * are searched by their probe sessions; strangers, of whom nothing is enrolled, by all sessions. Thresholds come
 * from other strangers than those whom they are tried on, and scores are normalised by the encoder's own cohort, so
 * nothing is fitted on the test.
 * @throws RecognitionError `not-enough-data` for fewer than three people, or where a part has no search; `bad-input` for
 *   a session on both sides
 */
export async function evaluateOpenSet(options: EvaluateOpenSetOptions): Promise<OpenSetResult> {
  const { encoder, blocks, targets, enrolledShare, random } = options;
  const { card, cohort } = encoder;
  const comparator = createComparator(card.comparison, cohort);
  const sides = await embedSides(options, encoder);
  const references = makeReferences(sides.enrol, comparator);
  const divisions = Array.from({ length: options.divisions }, (_, index) =>
    dividePeople(references.length, enrolledShare, random.fork(`division/${index}`)),
  );
  const byBlocks = blocks.map((length) => {
    const searches = listSearches(sides, references, comparator, length);
    const identified = divisions.map((division) => identify(searches, division));
    return { blocks: length, ...openSetFigures(identified, targets) };
  });
  const [first = { enrolled: [], development: [], test: [] }] = divisions;
  return {
    encoder: { name: card.name, version: card.version },
    people: {
      enrolled: first.enrolled.length,
      development: first.development.length,
      test: first.test.length,
    },
    divisions: divisions.length,
    byBlocks,
  };
}

/** Every stretch of every session, against everybody who can be enrolled. */
function listSearches(
  { enrol, probe }: Sides<SessionSignatures>,
  people: readonly SubjectReference[],
  comparator: Comparator,
  blocks: number,
): Search[] {
  const references = people.map(({ reference }) => reference);
  const searchesOf = (session: SessionSignatures, fromEnrolment: boolean) => {
    const person = people.findIndex(({ subject }) => subject === session.subject);
    return probesOf(session, comparator.size, blocks).map((signature) => ({
      person,
      fromEnrolment,
      scores: Float64Array.from(comparator.compareAll(references, signature, blocks), ({ score }) => score),
    }));
  };
  return [
    ...enrol.flatMap((session) => searchesOf(session, true)),
    ...probe.flatMap((session) => searchesOf(session, false)),
  ];
}
